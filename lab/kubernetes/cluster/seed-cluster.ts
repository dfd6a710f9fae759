import { addNode, replicasPerNode } from './nodes'
import type { ClusterContext } from './cluster-context'
import { orderflowWorkloads, type OrderflowWorkload } from '../orderflow-workloads'
import { newMetadata } from './object-store'

/** OrderFlow as it stands on an ordinary day: the primary region at full strength, the other one a warm standby. */
export function seedCluster(context: ClusterContext): void {
  const primary = context.region === context.lab.config.primary
  const total = orderflowWorkloads.reduce((sum, { full, standby }) => sum + (primary ? full : standby), 0)
  for (let index = 0; index < Math.ceil(total / replicasPerNode); index += 1) addNode(context, true)
  for (const name of ['default', 'kube-system']) addNamespace(context, name, {})
  for (const workload of orderflowWorkloads) {
    addNamespace(context, workload.namespace, { 'orderflow.example/tier': workload.tier })
    addDeployment(context, workload, primary)
    addAutoscaler(context, workload, primary)
  }
}

function addNamespace(context: ClusterContext, name: string, labels: Record<string, string>): void {
  const now = context.lab.clock.now()
  const metadata = newMetadata(name, undefined, now, { 'kubernetes.io/metadata.name': name, ...labels })
  const status = { phase: 'Active' }
  context.store.put({ apiVersion: 'v1', kind: 'Namespace', metadata, spec: { finalizers: ['kubernetes'] }, status })
}

function addDeployment(context: ClusterContext, workload: OrderflowWorkload, primary: boolean): void {
  const { name, namespace, tier, full, standby } = workload
  const labels = { app: name, 'orderflow.example/tier': tier }
  const role = primary ? 'primary' : 'standby'
  const image = `${context.lab.config.accountId}.dkr.ecr.${context.region}.amazonaws.com/${name}:2026.11.3`
  context.store.put({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...newMetadata(name, namespace, context.lab.clock.now(), labels), generation: 1 },
    spec: {
      replicas: primary ? full : standby,
      selector: { matchLabels: { app: name } },
      revisionHistoryLimit: 10,
      // A whole new generation beside the old one: connection pools are replaced in one pod start, without a gap.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '100%', maxUnavailable: 0 } },
      template: {
        metadata: { labels, annotations: { 'orderflow.example/region-role': role } },
        spec: {
          containers: [
            {
              name,
              image,
              ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
              env: [
                { name: 'ORDERFLOW_REGION', value: context.region },
                { name: 'ORDERFLOW_REGION_ROLE', value: role },
              ],
              resources: { requests: { cpu: '1500m', memory: '4Gi' } },
            },
          ],
          restartPolicy: 'Always',
        },
      },
    },
    status: {
      observedGeneration: 0,
      replicas: 0,
      updatedReplicas: 0,
      readyReplicas: 0,
      availableReplicas: 0,
      unavailableReplicas: 0,
      conditions: [],
    },
  })
}

function addAutoscaler(context: ClusterContext, workload: OrderflowWorkload, primary: boolean): void {
  const { name, namespace, full, standby } = workload
  const replicas = primary ? full : standby
  context.store.put({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { ...newMetadata(name, namespace, context.lab.clock.now(), { app: name }), generation: 1 },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: replicas,
      maxReplicas: full * 2,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      ],
      behavior: { scaleDown: { selectPolicy: 'Max', stabilizationWindowSeconds: 15 } },
    },
    status: { currentReplicas: replicas, desiredReplicas: replicas, conditions: [] },
  })
}
