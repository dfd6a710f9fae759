import { createHash } from 'node:crypto'
import { canonical } from '../patch/json'
import type { ClusterContext } from './cluster-context'
import { newMetadata } from './object-store'
import type { Deployment, KubeObject, Pod, PodTemplate, ReplicaSet } from './objects'

const revisionKey = 'deployment.kubernetes.io/revision'

export function isOwnedBy(object: KubeObject, uid: string): boolean {
  const owners: unknown = object.metadata.ownerReferences
  return Array.isArray(owners) && owners.some((owner: { uid?: unknown }) => owner.uid === uid)
}

export function replicaSetsOf(context: ClusterContext, deployment: Deployment): ReplicaSet[] {
  const { namespace, uid } = deployment.metadata
  return context.store.list('ReplicaSet', namespace).filter((set) => isOwnedBy(set, uid))
}

export function podsOf(context: ClusterContext, set: ReplicaSet): Pod[] {
  return context.store.list('Pod', set.metadata.namespace).filter((pod) => isOwnedBy(pod, set.metadata.uid))
}

export function revisionOf(object: ReplicaSet | Deployment): number {
  return Number(object.metadata.annotations?.[revisionKey] ?? 0)
}

/** The replica set of the deployment's present template, made or taken up again under the next revision. */
export function currentReplicaSet(context: ClusterContext, deployment: Deployment): ReplicaSet {
  const sets = replicaSetsOf(context, deployment)
  const latest = sets.toSorted((a, b) => revisionOf(b) - revisionOf(a))[0]
  if (deployment.spec.paused === true && latest) return latest
  const hash = hashOf(deployment.spec.template)
  const known = sets.find((set) => set.metadata.labels?.['pod-template-hash'] === hash)
  if (known && known.metadata.uid === latest?.metadata.uid) return known
  const revision = String((latest ? revisionOf(latest) : 0) + 1)
  const set = known ?? newReplicaSet(context, deployment, hash)
  const metadata = { ...set.metadata, annotations: { ...set.metadata.annotations, [revisionKey]: revision } }
  context.store.put({ ...set, metadata })
  return { ...set, metadata }
}

export function withRevision(deployment: Deployment, set: ReplicaSet): Deployment {
  const annotations = { ...deployment.metadata.annotations, [revisionKey]: String(revisionOf(set)) }
  return { ...deployment, metadata: { ...deployment.metadata, annotations } }
}

/** Drops the oldest empty replica sets beyond the history a deployment keeps. */
export function trimHistory(context: ClusterContext, deployment: Deployment, current: ReplicaSet): void {
  const limit = Number(deployment.spec.revisionHistoryLimit ?? 10)
  const empty = replicaSetsOf(context, deployment)
    .filter((set) => set.metadata.uid !== current.metadata.uid && podsOf(context, set).length === 0)
    .toSorted((a, b) => revisionOf(b) - revisionOf(a))
  for (const set of empty.slice(limit)) context.store.remove(set)
}

function newReplicaSet(context: ClusterContext, deployment: Deployment, hash: string): ReplicaSet {
  const { template, selector } = deployment.spec
  const { name, namespace, uid } = deployment.metadata
  const labels = { ...template.metadata.labels, 'pod-template-hash': hash }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...newMetadata(`${name}-${hash}`, namespace, context.lab.clock.now(), labels),
      generation: 1,
      ownerReferences: [owner],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0, readyReplicas: 0, availableReplicas: 0, observedGeneration: 1 },
  }
}

function hashOf(template: PodTemplate): string {
  return createHash('sha256').update(canonical(template)).digest('hex').slice(0, 10)
}
