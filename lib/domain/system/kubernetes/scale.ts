import { z } from 'zod'
import { KubernetesBinding } from './binding'
import { defineAction, isOrMayBe } from '../definition'
import { DeploymentRefs, Replicas } from '../parameter/kubernetes'
import { kubectlCommands } from '../text/kubectl-command'

export const ScaleParameters = z.strictObject({ targets: DeploymentRefs, replicas: Replicas })
export type ScaleParameters = z.infer<typeof ScaleParameters>

export const scale = defineAction(KubernetesBinding, {
  kind: 'kubernetes.scale',
  title: 'Scale deployments',
  parameters: ScaleParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: {
    when: 'Replicas are 0',
    does: ({ replicas }) => isOrMayBe(replicas, (value) => value === 0),
  },
  permissions: ['deployments: get', 'deployments/scale: patch'],
  example: { targets: [{ namespace: 'checkout', deployment: 'checkout-api' }], replicas: 0 },
  note: 'Through the scale subresource. Under way until as many pods exist as asked for, partial while only some deployments are told. Undo sets the former replicas, and is done when as many pods exist. A deployment that an autoscaler owns is scaled through the autoscaler instead.',
  text: (parameters, target, binding) =>
    kubectlCommands(
      parameters.targets.map((ref) => [
        ['--namespace', ref.namespace],
        ['scale', `deployment/${ref.deployment}`],
        [`--replicas=${parameters.replicas}`],
      ]),
      target,
      binding,
    ),
})
