import { randomBytes } from 'node:crypto'
import { scaledServiceTime } from './service-times'
import type { ClusterContext } from './cluster-context'
import { conditionIs, withCondition } from './conditions'
import { newMetadata } from './object-store'
import type { Node } from './objects'

/** Replicas a node is bought for; a rollout's surge fits beside them. */
export const replicasPerNode = 8
/** The part of the scale-up after which the nodes are there and only pods have to start. */
const nodeShareOfScaleUp = 0.6

/** Karpenter's part: as many nodes as the desired replicas need. Nodes are never taken away while the lab runs. */
export function ensureNodes(context: ClusterContext): void {
  const wanted = context.store.list('Deployment').reduce((sum, deployment) => sum + deployment.spec.replicas, 0)
  const usable = context.store.list('Node').filter((node) => node.spec.unschedulable !== true)
  const missing = Math.ceil(wanted / replicasPerNode) - usable.length
  for (let index = 0; index < missing; index += 1) addNode(context, false)
}

export function addNode(context: ClusterContext, ready: boolean): void {
  const now = context.lab.clock.now()
  const count = context.store.list('Node').length
  const name = `ip-10-${count % 3}-${Math.floor(count / 3)}-${randomBytes(1).readUInt8()}.${context.region}.compute.internal`
  const metadata = newMetadata(name, undefined, now, {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'karpenter.sh/nodepool': 't0',
    'karpenter.sh/capacity-type': 'on-demand',
    'node.kubernetes.io/instance-type': 'm7i.4xlarge',
    'topology.kubernetes.io/region': context.region,
    'topology.kubernetes.io/zone': `${context.region}${'abc'.charAt(count % 3)}`,
  })
  const readyAt = now + scaledServiceTime(context.lab, 'scaleUp') * nodeShareOfScaleUp
  if (!ready) context.schedule.set(metadata.uid, { readyAt })
  const room = { cpu: '16', memory: '64Gi', pods: '58' }
  const node: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata,
    spec: { providerID: `aws:///${context.region}${'abc'.charAt(count % 3)}/i-${metadata.uid.slice(-12)}` },
    status: {
      capacity: room,
      allocatable: room,
      conditions: [],
      nodeInfo: { kubeletVersion: 'v1.30.14-eks-3abbec1', osImage: 'Amazon Linux 2023', architecture: 'amd64' },
    },
  }
  context.store.put(withReadiness(node, ready, now))
}

export function advanceNodes(context: ClusterContext): void {
  const now = context.lab.clock.now()
  for (const node of context.store.list('Node')) {
    const { readyAt } = context.schedule.get(node.metadata.uid)
    if (readyAt === undefined || readyAt > now) continue
    context.schedule.forget(node.metadata.uid)
    context.store.put(withReadiness(node, true, now))
  }
}

/** Replicas that still fit on ready nodes. */
export function freeRoom(context: ClusterContext): number {
  const nodes = context.store
    .list('Node')
    .filter((node) => node.spec.unschedulable !== true && conditionIs(node.status.conditions, 'Ready', 'True'))
  const used = context.store
    .list('Deployment')
    .reduce((sum, { spec, status }) => sum + Math.min(spec.replicas, status.replicas), 0)
  return Math.max(0, nodes.length * replicasPerNode - used)
}

function withReadiness(node: Node, ready: boolean, now: number): Node {
  const conditions = withCondition(
    node.status.conditions,
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      reason: ready ? 'KubeletReady' : 'KubeletNotReady',
      message: ready ? 'kubelet is posting ready status' : 'container runtime network not ready',
    },
    now,
  )
  return { ...node, status: { ...node.status, conditions } }
}
