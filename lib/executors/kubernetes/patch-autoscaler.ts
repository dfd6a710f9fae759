import type { HandsOf } from '../implement'
import type { kubernetes } from '@/lib/domain/system/kubernetes/system'
import { isDeepStrictEqual } from 'node:util'
import type { V2HorizontalPodAutoscalerSpec } from '@kubernetes/client-node'
import type { Facts } from '@/lib/domain/system/resolved'
import type { PatchAutoscalerParameters } from '@/lib/domain/system/kubernetes/patch-autoscaler'
import { autoscalerPatch } from '@/lib/domain/system/kubernetes/patch-autoscaler'
import { ExecutorError } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { effectLeft, effectOf, lookAtEach, observed } from '../look-at-each'
import { actingCall, readingCall } from '../call'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'
import { keptNumber, keptText, restorable } from '../restorable'

type Names = Pick<PatchAutoscalerParameters, 'namespace' | 'name'>

async function readSpec(call: KubernetesCall, { name, namespace }: Names): Promise<V2HorizontalPodAutoscalerSpec> {
  const { value } = await kubernetesCall(call, 'read', ({ autoscaling }) =>
    autoscaling.readNamespacedHorizontalPodAutoscaler({ name, namespace }),
  )
  if (value.spec === undefined) throw new ExecutorError('refused', 'no-spec', `${namespace}/${name} has no spec`)
  return value.spec
}

async function patch(call: KubernetesCall, { name, namespace }: Names, type: 'merge' | 'json', body: unknown) {
  const options = await patchOptions(type)
  return await kubernetesCall(call, 'change', ({ autoscaling }) =>
    autoscaling.patchNamespacedHorizontalPodAutoscaler({ name, namespace, body }, options),
  )
}

/** By field, whether it is as asked for. */
function asWanted(spec: V2HorizontalPodAutoscalerSpec, parameters: PatchAutoscalerParameters): boolean[] {
  const { minReplicas, maxReplicas, disableScaleDown } = parameters
  return [
    spec.minReplicas === minReplicas,
    ...(maxReplicas === undefined ? [] : [spec.maxReplicas === maxReplicas]),
    ...(disableScaleDown === true ? [spec.behavior?.scaleDown?.selectPolicy === 'Disabled'] : []),
  ]
}

/** By field, whether it is as it was. */
function asBefore(spec: V2HorizontalPodAutoscalerSpec, before: Facts): boolean[] {
  const behavior = keptText(before, 'behavior')
  return [
    (spec.minReplicas ?? 1) === keptNumber(before, 'minReplicas'),
    spec.maxReplicas === keptNumber(before, 'maxReplicas'),
    isDeepStrictEqual(JSON.parse(JSON.stringify(spec.behavior ?? null)), JSON.parse(behavior ?? 'null')),
  ]
}

function lookAtFields(fields: readonly boolean[]) {
  return lookAtEach(fields, (asIs) => (asIs ? 'done' : 'not'))
}

function bounds(spec: V2HorizontalPodAutoscalerSpec) {
  return {
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    scaleDown: spec.behavior?.scaleDown?.selectPolicy ?? null,
  }
}

function rangeOf(spec: V2HorizontalPodAutoscalerSpec): string {
  return `${spec.minReplicas ?? 1} to ${spec.maxReplicas} replicas`
}

export const patchAutoscaler: HandsOf<typeof kubernetes, 'patchAutoscaler'> = {
  hidesFor: hidesFor.nothing,

  async observe(parameters, context) {
    const spec = await readSpec(readingCall(context), parameters)
    const tally = await lookAtFields(asWanted(spec, parameters))
    return observed(tally, effectOf(tally), `fields are as asked for: ${rangeOf(spec)}`, bounds(spec))
  },

  async before(parameters, context) {
    const spec = await readSpec(readingCall(context), parameters)
    const behavior = spec.behavior === undefined ? undefined : JSON.stringify(spec.behavior)
    return {
      minReplicas: spec.minReplicas ?? 1,
      maxReplicas: spec.maxReplicas,
      behavior: restorable(behavior, 'the scaling behavior'),
    }
  },

  async execute(parameters, context) {
    const call = actingCall(context)
    if (asWanted(await readSpec(call, parameters), parameters).every(Boolean)) {
      return { requestId: null, facts: { changed: 0, minReplicas: parameters.minReplicas }, outputs: {} }
    }
    const { requestId } = await patch(call, parameters, 'merge', autoscalerPatch(parameters))
    return { requestId, facts: { changed: 1, minReplicas: parameters.minReplicas }, outputs: {} }
  },

  /** A JSON patch, because a merge would leave parts of the behavior that were not there before. */
  async undo(parameters, before, context) {
    const call = actingCall(context)
    const behavior = keptText(before, 'behavior')
    const present = await readSpec(call, parameters)
    if (asBefore(present, before).every(Boolean))
      return { requestId: null, facts: { changed: 0, minReplicas: keptNumber(before, 'minReplicas') }, outputs: {} }
    const restoreBehavior =
      behavior !== null
        ? [{ op: 'add', path: '/spec/behavior', value: JSON.parse(behavior) as unknown }]
        : present.behavior === undefined
          ? []
          : [{ op: 'remove', path: '/spec/behavior' }]
    const { requestId } = await patch(call, parameters, 'json', [
      { op: 'add', path: '/spec/minReplicas', value: keptNumber(before, 'minReplicas') },
      { op: 'add', path: '/spec/maxReplicas', value: keptNumber(before, 'maxReplicas') },
      ...restoreBehavior,
    ])
    return { requestId, facts: { changed: 1, minReplicas: keptNumber(before, 'minReplicas') }, outputs: {} }
  },

  async undone(parameters, before, context) {
    const spec = await readSpec(readingCall(context), parameters)
    const tally = await lookAtFields(asBefore(spec, before))
    return observed(tally, effectLeft(tally), `fields are as before: ${rangeOf(spec)}`, bounds(spec))
  },
}
