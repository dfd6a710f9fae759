import { z } from 'zod'
import { defineAction, isOrMayBe } from '../definition'
import { DeploymentRefs, Replicas } from '../parameter/kubernetes'
import { kubectlCommands } from '../text/kubectl-command'

export const ScaleParameters = z.strictObject({ targets: DeploymentRefs, replicas: Replicas })
export type ScaleParameters = z.infer<typeof ScaleParameters>

export const scale = defineAction({
  kind: 'kubernetes.scale',
  title: 'Scale deployments',
  systemKind: 'kubernetes',
  parameters: ScaleParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: {
    when: 'Replicas are 0',
    does: ({ replicas }) => isOrMayBe(replicas, (value) => value === 0),
  },
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
