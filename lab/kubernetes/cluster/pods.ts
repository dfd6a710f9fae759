import { randomBytes } from 'node:crypto'
import { scaledServiceTime } from './service-times'
import { withCondition } from './conditions'
import type { ClusterContext } from './cluster-context'
import { newMetadata, timestamp } from './object-store'
import type { Pod, ReplicaSet } from './objects'

export function isReady(pod: Pod): boolean {
  return pod.status.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True')
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined
}

/** The region role the pod was started with: environment does not change in a running container. */
export function roleOf(pod: Pick<Pod, 'spec'>): 'primary' | 'standby' {
  const environment = pod.spec.containers.flatMap((container) => container.env ?? [])
  const role = environment.find((entry) => entry.name === 'ORDERFLOW_REGION_ROLE')?.value
  return role === 'primary' ? 'primary' : 'standby'
}

/**
 * Creates `count` pods of which the last `waiting` find no node with room and wait for one to arrive. Readiness is
 * spread over the last 30 % of the service time, so that the last pod is ready exactly when the service time ends.
 */
export function createPods(context: ClusterContext, set: ReplicaSet, count: number, waiting: number): void {
  const now = context.lab.clock.now()
  for (let index = 0; index < count; index += 1) {
    const waits = index >= count - waiting
    const duration = scaledServiceTime(context.lab, waits ? 'scaleUp' : 'podStart')
    const name = `${set.metadata.name}-${randomBytes(4).toString('hex').slice(0, 5)}`
    const metadata = newMetadata(name, set.metadata.namespace, now, { ...set.spec.template.metadata.labels })
    context.schedule.set(metadata.uid, {
      scheduledAt: waits ? now + duration * 0.6 : now,
      readyAt: now + duration * (0.7 + (0.3 * (index + 1)) / count),
      startedAt: now,
    })
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: set.metadata.name, uid: set.metadata.uid }
    const annotations = set.spec.template.metadata.annotations
    const message = '0 nodes have room: waiting for a node to arrive'
    context.store.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...metadata,
        ...(annotations ? { annotations } : {}),
        ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
      },
      spec: set.spec.template.spec,
      status: {
        phase: 'Pending',
        conditions: withCondition([], { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }, now),
      },
    })
  }
}

export function deletePod(context: ClusterContext, pod: Pod): void {
  if (isTerminating(pod)) return
  const now = context.lab.clock.now()
  context.schedule.set(pod.metadata.uid, { goneAt: now + scaledServiceTime(context.lab, 'podStop') })
  context.store.put({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: timestamp(now) } })
}

/** Moves every pod as far as time has come: scheduled, running and ready, gone. A `stuck` fault keeps pods unready. */
export function advancePods(context: ClusterContext): void {
  const now = context.lab.clock.now()
  const stuck = podsAreStuck(context)
  for (const pod of context.store.list('Pod')) {
    const due = context.schedule.get(pod.metadata.uid)
    if (due.goneAt !== undefined && due.goneAt <= now) {
      context.store.remove(pod)
      context.schedule.forget(pod.metadata.uid)
    } else if (isTerminating(pod) || isReady(pod)) {
      continue
    } else if (due.readyAt !== undefined && due.readyAt <= now && !stuck) {
      context.store.put(withReadiness(placed(context, pod), true, now))
    } else if (due.scheduledAt !== undefined && due.scheduledAt <= now && pod.spec.nodeName === undefined) {
      context.schedule.set(pod.metadata.uid, { startedAt: now })
      context.store.put(withReadiness(placed(context, pod), false, now))
    }
  }
}

/** Pods past their time that a fault keeps from being ready. */
export function podsAreStuck({ lab, region }: ClusterContext): boolean {
  return lab.faults
    .all()
    .some(
      (fault) =>
        fault.kind === 'stuck' &&
        ['*', 'kubernetes'].includes(fault.system) &&
        ['*', region].includes(fault.region) &&
        ['*', 'pods'].includes(fault.operation),
    )
}

function placed(context: ClusterContext, pod: Pod): Pod {
  if (pod.spec.nodeName !== undefined) return pod
  const load = new Map(context.store.list('Node').map((node) => [node.metadata.name, 0]))
  for (const { spec } of context.store.list('Pod')) {
    if (spec.nodeName !== undefined) load.set(spec.nodeName, (load.get(spec.nodeName) ?? 0) + 1)
  }
  const [leastLoaded] = [...load].sort(([, a], [, b]) => a - b)
  return leastLoaded ? { ...pod, spec: { ...pod.spec, nodeName: leastLoaded[0] } } : pod
}

function withReadiness(pod: Pod, ready: boolean, now: number): Pod {
  const status = ready ? 'True' : 'False'
  const reason = ready ? '' : 'ContainersNotReady'
  const message = ready ? '' : 'containers with unready status'
  const state = ready ? { running: { startedAt: timestamp(now) } } : { waiting: { reason: 'ContainerCreating' } }
  const scheduled = { type: 'PodScheduled', status: 'True', reason: '', message: '' } as const
  const conditions = [
    { type: 'Initialized', status: 'True', reason: '', message: '' } as const,
    { type: 'ContainersReady', status, reason, message } as const,
    { type: 'Ready', status, reason, message } as const,
  ].reduce((all, next) => withCondition(all, next, now), withCondition(pod.status.conditions, scheduled, now))
  const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
    name,
    image,
    ready,
    started: ready,
    restartCount: 0,
    state,
  }))
  const startTime = pod.status.startTime ?? timestamp(now)
  const phase = ready ? 'Running' : 'Pending'
  return { ...pod, status: { ...pod.status, phase, startTime, conditions, containerStatuses } }
}
