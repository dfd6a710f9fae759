import { z } from 'zod'
import { KubernetesBinding } from './binding'
import { defineAction } from '../definition'
import { NamespaceName, ObjectName, Replicas } from '../parameter/kubernetes'
import { kubectlCommands } from '../text/kubectl-command'

export const PatchAutoscalerParameters = z
  .strictObject({
    namespace: NamespaceName,
    name: ObjectName,
    minReplicas: Replicas.min(1),
    maxReplicas: Replicas.min(1).optional(),
    /** Keeps the autoscaler from taking pods away again while traffic is still arriving. */
    disableScaleDown: z.boolean().optional(),
  })
  .refine((parameters) => parameters.maxReplicas === undefined || parameters.maxReplicas >= parameters.minReplicas, {
    path: ['maxReplicas'],
    message: 'the API server refuses a maximum below the minimum: raise both',
  })
export type PatchAutoscalerParameters = z.infer<typeof PatchAutoscalerParameters>

/** The merge patch that is sent, and shown. */
export function autoscalerPatch(parameters: PatchAutoscalerParameters) {
  return {
    spec: {
      minReplicas: parameters.minReplicas,
      ...(parameters.maxReplicas === undefined ? {} : { maxReplicas: parameters.maxReplicas }),
      ...(parameters.disableScaleDown === true ? { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } : {}),
    },
  }
}

/** The autoscaler owns its deployment's replicas, so the minimum is raised here. */
export const patchAutoscaler = defineAction(KubernetesBinding, {
  kind: 'kubernetes.patchAutoscaler',
  title: 'Raise or lower the bounds of a horizontal pod autoscaler',
  parameters: PatchAutoscalerParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: null,
  permissions: ['horizontalpodautoscalers: get, patch'],
  example: { namespace: 'checkout', name: 'checkout-api', minReplicas: 24, disableScaleDown: true },
  note: 'Whether the pods are ready is a matter of readings. Partial while only some of its fields are as asked for. Undo restores minimum, maximum and the whole scaling behavior.',
  text: (parameters, target, binding) =>
    kubectlCommands(
      [
        [
          ['--namespace', parameters.namespace],
          ['patch', 'hpa', parameters.name],
          ['--type=merge'],
          ['--patch', JSON.stringify(autoscalerPatch(parameters))],
        ],
      ],
      target,
      binding,
    ),
})
