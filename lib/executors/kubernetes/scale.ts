import type { HandsOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import type { Facts } from '@/lib/domain/system/resolved'
import type { DeploymentRef } from '@/lib/domain/system/parameter/kubernetes'
import { changeEach, type Change } from '../change-each'
import { hidesFor } from '../hides-for'
import { inParallel } from '../in-parallel'
import { effectLeft, effectOf, lookAtEach, observed, type TargetAnswer } from '../look-at-each'
import { actingCall, readingCall } from '../call'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'
import { deploymentLabel, readDeployment, type DeploymentState } from './deployment-state'
import { keptNumber } from '../restorable'

/** Through the scale subresource: all that an identity for scaling needs to be allowed. */
async function setReplicas(call: KubernetesCall, ref: DeploymentRef, replicas: number): Promise<Change | null> {
  if ((await readDeployment(call, ref)).desired === replicas) return null
  const options = await patchOptions('merge')
  return await kubernetesCall(call, 'change', ({ apps }) =>
    apps.patchNamespacedDeploymentScale(
      { name: ref.deployment, namespace: ref.namespace, body: { spec: { replicas } } },
      options,
    ),
  )
}

function progress({ desired, replicas }: DeploymentState, wanted: number): TargetAnswer {
  if (desired !== wanted) return 'not'
  return replicas === wanted ? 'done' : 'under-way'
}

const replicasBefore = (before: Facts, ref: DeploymentRef) => keptNumber(before, `${deploymentLabel(ref)} replicas`)

export const scale: HandsOf<typeof kubernetes, 'scale'> = {
  hidesFor: hidesFor.nothing,

  async observe({ targets, replicas }, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(targets, async (ref) => progress(await readDeployment(call, ref), replicas))
    return observed(tally, effectOf(tally), `have ${replicas} replicas`)
  },

  async before({ targets }, context) {
    const call = readingCall(context)
    const entries = await inParallel(targets, 8, async (ref) => {
      return [`${deploymentLabel(ref)} replicas`, (await readDeployment(call, ref)).desired] as const
    })
    return Object.fromEntries(entries)
  },

  async execute({ targets, replicas }, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(targets, (ref) => setReplicas(call, ref, replicas))
    return { requestId, facts: { changed, of: targets.length }, outputs: {} }
  },

  async undo({ targets }, before, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(targets, (ref) =>
      setReplicas(call, ref, replicasBefore(before, ref)),
    )
    return { requestId, facts: { changed, of: targets.length }, outputs: {} }
  },

  async undone({ targets }, before, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(targets, async (ref) =>
      progress(await readDeployment(call, ref), replicasBefore(before, ref)),
    )
    return observed(tally, effectLeft(tally), 'have the replicas of before')
  },
}
