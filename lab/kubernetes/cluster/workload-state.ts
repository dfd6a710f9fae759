import type { WorkloadState } from '../../core/contract'
import type { ClusterContext } from './cluster-context'
import type { Deployment } from './objects'
import { isReady, isTerminating, roleOf } from './pods'
import { podsOf, replicaSetsOf } from './replica-sets'

/**
 * What the rest of OrderFlow sees of a deployment. Where a rollout has left two generations of ready pods the worse
 * one counts: the oldest start, and 'standby' if any pod still has that role.
 */
export function workloadState(context: ClusterContext, deployment: Deployment): WorkloadState {
  const { name, namespace = '' } = deployment.metadata
  const pods = replicaSetsOf(context, deployment)
    .flatMap((set) => podsOf(context, set))
    .filter((pod) => isReady(pod) && !isTerminating(pod))
  const started = pods.map((pod) => context.schedule.get(pod.metadata.uid).startedAt ?? 0)
  const roles = pods.length > 0 ? pods.map(roleOf) : [roleOf(deployment.spec.template)]
  return {
    region: context.region,
    namespace,
    name,
    desired: deployment.spec.replicas,
    ready: pods.length,
    podsStartedAt: started.length > 0 ? Math.min(...started) : Date.parse(deployment.metadata.creationTimestamp),
    role: roles.every((role) => role === 'primary') ? 'primary' : 'standby',
  }
}
