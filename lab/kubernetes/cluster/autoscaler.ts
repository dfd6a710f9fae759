import type { ClusterContext } from './cluster-context'
import { withCondition } from './conditions'
import type { Deployment, HorizontalPodAutoscaler } from './objects'

/** Kubernetes' default stabilisation window before scaling down. */
const defaultWindowSeconds = 300

/**
 * The horizontal pod autoscaler. The lab's load never needs more than `minReplicas`, so a target is raised to it at
 * once and lowered to it after the stabilisation window, unless scaling down is disabled. Zero replicas switch it off.
 * Says whether it asked a target for another number of pods.
 */
export function autoscale(context: ClusterContext): boolean {
  let changed = false
  for (const autoscaler of context.store.list('HorizontalPodAutoscaler')) {
    const { namespace } = autoscaler.metadata
    const target = context.store.get('Deployment', namespace, autoscaler.spec.scaleTargetRef.name)
    if (!target) continue
    const desired = desiredReplicas(context, autoscaler, target)
    if (desired !== target.spec.replicas) {
      setReplicas(context, target, desired)
      changed = true
    }
    context.store.put(withStatus(autoscaler, target, desired, context.lab.clock.now()))
  }
  return changed
}

export function setReplicas(context: ClusterContext, deployment: Deployment, replicas: number): void {
  const generation = (deployment.metadata.generation ?? 0) + 1
  const metadata = { ...deployment.metadata, generation }
  context.store.put({ ...deployment, metadata, spec: { ...deployment.spec, replicas } })
}

function desiredReplicas(context: ClusterContext, autoscaler: HorizontalPodAutoscaler, target: Deployment): number {
  const { minReplicas, maxReplicas, behavior } = autoscaler.spec
  const { replicas } = target.spec
  const { uid } = autoscaler.metadata
  const down = behavior?.scaleDown
  const mayShrink = replicas > minReplicas && down?.selectPolicy !== 'Disabled'
  if (replicas === 0 || !mayShrink) {
    context.schedule.forget(uid)
    return replicas === 0 ? 0 : Math.min(Math.max(replicas, minReplicas), maxReplicas)
  }
  const now = context.lab.clock.now()
  const { scaleDownAt } = context.schedule.get(uid)
  const window = context.lab.clock.scaled((down?.stabilizationWindowSeconds ?? defaultWindowSeconds) * 1000)
  if (scaleDownAt === undefined && window > 0) context.schedule.set(uid, { scaleDownAt: now + window })
  if ((scaleDownAt ?? now + window) > now) return Math.min(replicas, maxReplicas)
  context.schedule.forget(uid)
  return minReplicas
}

function withStatus(autoscaler: HorizontalPodAutoscaler, target: Deployment, desired: number, now: number) {
  const active = desired > 0
  const conditions = withCondition(
    withCondition(
      autoscaler.status.conditions,
      {
        type: 'AbleToScale',
        status: 'True',
        reason: 'ReadyForNewScale',
        message: 'recommended size matches current size',
      },
      now,
    ),
    {
      type: 'ScalingActive',
      status: active ? 'True' : 'False',
      reason: active ? 'ValidMetricFound' : 'ScalingDisabled',
      message: active ? 'the HPA was able to compute the replica count' : 'the replica count of the target is zero',
    },
    now,
  )
  const currentReplicas = target.status.replicas
  return { ...autoscaler, status: { ...autoscaler.status, currentReplicas, desiredReplicas: desired, conditions } }
}
