import type { ClusterContext } from './cluster-context'
import { withCondition } from './conditions'
import { freeRoom } from './nodes'
import type { Deployment, Pod, ReplicaSet } from './objects'
import { planRollout, share } from './plan-rollout'
import { createPods, deletePod, isReady, isTerminating } from './pods'
import { currentReplicaSet, podsOf, replicaSetsOf, trimHistory, withRevision } from './replica-sets'

/** Brings a deployment's pods one move closer to its spec and writes its status. Safe to call at any time. */
export function reconcileDeployment(context: ClusterContext, deployment: Deployment): void {
  const current = currentReplicaSet(context, deployment)
  movePods(context, deployment, current)
  for (const set of replicaSetsOf(context, deployment)) writeReplicaSetStatus(context, set)
  trimHistory(context, deployment, current)
  context.store.put(withStatus(context, withRevision(deployment, current), current))
}

/** Rolled out as `kubectl rollout status` sees it, and nothing that was scaled away is still shutting down. */
export function isComplete(context: ClusterContext, deployment: Deployment): boolean {
  const { spec, status, metadata } = deployment
  const current = currentReplicaSet(context, deployment)
  return (
    status.observedGeneration === (metadata.generation ?? 0) &&
    status.replicas === spec.replicas &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    !podsOf(context, current).some(isTerminating)
  )
}

function movePods(context: ClusterContext, deployment: Deployment, current: ReplicaSet): void {
  const fresh = activePods(context, current)
  const old = oldPods(context, deployment, current)
  const { desired, maxSurge, maxUnavailable } = limits(deployment)
  const moves = planRollout({
    strategy: deployment.spec.strategy.type,
    desired,
    maxSurge,
    maxUnavailable,
    fresh: count(fresh),
    old: count(old),
  })
  const grows = Math.max(0, Math.min(desired, fresh.length + old.length + moves.create) - fresh.length - old.length)
  const waiting = Math.min(moves.create, Math.max(0, grows - freeRoom(context)))
  if (moves.create > 0) createPods(context, current, moves.create, waiting)
  const startingFirst = fresh.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)))
  const leaving = [
    ...startingFirst.slice(0, moves.removeFresh),
    ...old.filter((pod) => !isReady(pod)).slice(0, moves.removeOldStarting),
    ...old.filter(isReady).slice(0, moves.removeOldReady),
  ]
  for (const pod of leaving) deletePod(context, pod)
}

function limits(deployment: Deployment): { desired: number; maxSurge: number; maxUnavailable: number } {
  const { replicas: desired, strategy } = deployment.spec
  const maxSurge = share(strategy.rollingUpdate?.maxSurge, desired, 'up')
  const maxUnavailable = share(strategy.rollingUpdate?.maxUnavailable, desired, 'down')
  // Both zero would never move; Kubernetes then lets one pod be unavailable.
  return { desired, maxSurge, maxUnavailable: maxSurge + maxUnavailable === 0 ? 1 : maxUnavailable }
}

function activePods(context: ClusterContext, set: ReplicaSet): Pod[] {
  return podsOf(context, set).filter((pod) => !isTerminating(pod))
}

function oldPods(context: ClusterContext, deployment: Deployment, current: ReplicaSet): Pod[] {
  return replicaSetsOf(context, deployment)
    .filter((set) => set.metadata.uid !== current.metadata.uid)
    .flatMap((set) => activePods(context, set))
}

function count(pods: Pod[]): { ready: number; starting: number } {
  const ready = pods.filter(isReady).length
  return { ready, starting: pods.length - ready }
}

function writeReplicaSetStatus(context: ClusterContext, set: ReplicaSet): void {
  const pods = activePods(context, set)
  const readyReplicas = count(pods).ready
  const status = { ...set.status, replicas: pods.length, readyReplicas, availableReplicas: readyReplicas }
  context.store.put({ ...set, spec: { ...set.spec, replicas: pods.length }, status })
}

function withStatus(context: ClusterContext, deployment: Deployment, current: ReplicaSet): Deployment {
  const now = context.lab.clock.now()
  const fresh = activePods(context, current)
  const old = oldPods(context, deployment, current)
  const replicas = fresh.length + old.length
  const ready = count(fresh).ready + count(old).ready
  const { desired, maxUnavailable } = limits(deployment)
  const enough = ready >= desired - maxUnavailable
  const complete = replicas === desired && fresh.length === desired && ready === desired
  const name = `ReplicaSet "${current.metadata.name}"`
  const available = {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  } as const
  const progressing = {
    type: 'Progressing',
    status: 'True',
    reason: complete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
    message: `${name} ${complete ? 'has successfully progressed.' : 'is progressing.'}`,
  } as const
  return {
    ...deployment,
    status: {
      ...deployment.status,
      observedGeneration: deployment.metadata.generation ?? 0,
      replicas,
      updatedReplicas: fresh.length,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, replicas - ready),
      conditions: withCondition(withCondition(deployment.status.conditions, available, now), progressing, now),
    },
  }
}
