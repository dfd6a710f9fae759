import type { V2HorizontalPodAutoscalerSpec } from '@kubernetes/client-node'
import { autoscalerPatch, PatchAutoscalerParameters } from '@/lib/domain/action/kubernetes/patch-autoscaler'
import { ExecutorError, type ActionExecutor } from '@/lib/engine/ports'
import { parseParameters } from '../parse-parameters'
import { actingCall, readingCall } from './call-for'
import { kubernetesCall, patchOptions, type KubernetesCall } from './client'
import { keptNumber, keptText, restorable } from './restorable'

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

function asWanted(spec: V2HorizontalPodAutoscalerSpec, parameters: PatchAutoscalerParameters): boolean {
  const { minReplicas, maxReplicas, disableScaleDown } = parameters
  return (
    spec.minReplicas === minReplicas &&
    (maxReplicas === undefined || spec.maxReplicas === maxReplicas) &&
    (disableScaleDown !== true || spec.behavior?.scaleDown?.selectPolicy === 'Disabled')
  )
}

function bounds(spec: V2HorizontalPodAutoscalerSpec) {
  return {
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    scaleDown: spec.behavior?.scaleDown?.selectPolicy ?? null,
  }
}

export const patchAutoscaler: ActionExecutor = {
  kind: 'kubernetes.patchAutoscaler',

  async observe(command, context) {
    const parameters = parseParameters(PatchAutoscalerParameters, command.parameters)
    const spec = await readSpec(readingCall(context), parameters)
    const effect = asWanted(spec, parameters) ? 'present' : 'absent'
    return {
      effect,
      facts: bounds(spec),
      outputs: {},
      detail: `the autoscaler has ${spec.minReplicas ?? 1} to ${spec.maxReplicas} replicas`,
    }
  },

  async before(command, context) {
    const parameters = parseParameters(PatchAutoscalerParameters, command.parameters)
    const spec = await readSpec(readingCall(context), parameters)
    const behavior = spec.behavior === undefined ? undefined : JSON.stringify(spec.behavior)
    return {
      minReplicas: spec.minReplicas ?? 1,
      maxReplicas: spec.maxReplicas,
      behavior: restorable(behavior, 'the scaling behavior'),
    }
  },

  async execute(command, context) {
    const parameters = parseParameters(PatchAutoscalerParameters, command.parameters)
    const call = actingCall(context)
    if (asWanted(await readSpec(call, parameters), parameters)) {
      return { requestId: null, facts: { changed: 0, minReplicas: parameters.minReplicas }, outputs: {} }
    }
    const { requestId } = await patch(call, parameters, 'merge', autoscalerPatch(parameters))
    return { requestId, facts: { changed: 1, minReplicas: parameters.minReplicas }, outputs: {} }
  },

  /** A JSON patch, because a merge would leave parts of the behavior that were not there before. */
  async undo(command, before, context) {
    const parameters = parseParameters(PatchAutoscalerParameters, command.parameters)
    const call = actingCall(context)
    const behavior = keptText(before, 'behavior')
    const present = await readSpec(call, parameters)
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
}
