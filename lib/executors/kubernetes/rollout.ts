import type { HandsOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { attemptAnnotation } from '@/lib/domain/system/kubernetes/rollout'
import type { DeploymentRef } from '@/lib/domain/system/parameter/kubernetes'
import { changeEach } from '../change-each'
import { generationKey } from '../generation-key'
import { hidesFor } from '../hides-for'
import { inParallel } from '../in-parallel'
import { effectLeft, effectOf, lookAtEach, observed, type TargetAnswer } from '../look-at-each'
import { actingCall, readingCall } from '../call'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'
import { deploymentLabel, isComplete, readDeployment, type DeploymentState } from './deployment-state'
import { isRestored, keepTemplate, restorePatch, rolloutPatch } from './template-patch'

async function patchTemplate(call: KubernetesCall, ref: DeploymentRef, body: unknown) {
  const options = await patchOptions('strategic-merge')
  return await kubernetesCall(call, 'change', ({ apps }) =>
    apps.patchNamespacedDeployment({ name: ref.deployment, namespace: ref.namespace, body }, options),
  )
}

function progress(state: DeploymentState, told: boolean): TargetAnswer {
  if (!told) return 'not'
  return isComplete(state) ? 'done' : 'under-way'
}

/**
 * A restart is known by the mark it leaves in the pod template, and a person who asks again asks for another; it is
 * present once every pod is of that template.
 */
export const rollout: HandsOf<typeof kubernetes, 'rollout'> = {
  hidesFor: hidesFor.nothing,

  async observe({ targets }, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(targets, async (ref) => {
      const state = await readDeployment(call, ref)
      return progress(state, state.templateAnnotations[attemptAnnotation] === generationKey(context))
    })
    return observed(tally, effectOf(tally), 'are rolled out')
  },

  async before(parameters, context) {
    const call = readingCall(context)
    const kept = await inParallel(parameters.targets, 8, async (ref) =>
      keepTemplate(deploymentLabel(ref), await readDeployment(call, ref), parameters),
    )
    return Object.fromEntries(kept.flatMap((facts) => Object.entries(facts)))
  },

  async execute(parameters, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(parameters.targets, async (ref) => {
      const state = await readDeployment(call, ref)
      if (state.templateAnnotations[attemptAnnotation] === generationKey(context)) return null
      return patchTemplate(call, ref, rolloutPatch(state, parameters, generationKey(context)))
    })
    return { requestId, facts: { changed, of: parameters.targets.length }, outputs: {} }
  },

  async undo(parameters, before, context) {
    const call = actingCall(context)
    const { requestId, changed } = await changeEach(parameters.targets, async (ref) => {
      const state = await readDeployment(call, ref)
      const label = deploymentLabel(ref)
      if (isRestored(label, state, parameters, before)) return null
      return patchTemplate(call, ref, restorePatch(label, state, parameters, before))
    })
    return { requestId, facts: { changed, of: parameters.targets.length }, outputs: {} }
  },

  async undone(parameters, before, context) {
    const call = readingCall(context)
    const tally = await lookAtEach(parameters.targets, async (ref) => {
      const state = await readDeployment(call, ref)
      return progress(state, isRestored(deploymentLabel(ref), state, parameters, before))
    })
    return observed(tally, effectLeft(tally), 'are rolled out as before')
  },
}
