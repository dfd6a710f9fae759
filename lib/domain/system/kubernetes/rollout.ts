import { z } from 'zod'
import { KubernetesBinding } from './binding'
import { defineAction } from '../definition'
import { invalidKey } from '../parameter/invalid-key'
import { Annotations, DeploymentRefs } from '../parameter/kubernetes'
import { kubectlCommands } from '../text/kubectl-command'

/** Which command of which run asked for the pods now running: how a restart is told from no restart. */
export const attemptAnnotation = 'breakwater/attempt'

const EnvName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'an environment variable name')

export const RolloutParameters = z.strictObject({
  targets: DeploymentRefs,
  /** Set in every container of the pod template. */
  env: z
    .record(EnvName, z.string().max(1_000), { error: invalidKey('an environment variable name: letters, digits, _') })
    .optional(),
  annotations: Annotations.refine((annotations) => !(attemptAnnotation in annotations), {
    message: `${attemptAnnotation} is set by the console itself`,
  }).optional(),
})
export type RolloutParameters = z.infer<typeof RolloutParameters>

export const rollout = defineAction(KubernetesBinding, {
  kind: 'kubernetes.rollout',
  title: 'Restart deployments, with a new environment if given',
  parameters: RolloutParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: null,
  permissions: ['deployments: get, patch'],
  example: {
    targets: [{ namespace: 'checkout', deployment: 'checkout-api' }],
    env: { REGION_ROLE: 'primary' },
  },
  note: 'One patch of the pod template for each deployment, marked with the annotation `breakwater/attempt`: by it a rollout of this command is told from any other, and one that a person asked for again from the one before. Under way until every pod is of the new template, partial while only some deployments are told. Undo restores variables and annotations, by another rollout, and is done when that is. A variable that is set from a reference is refused beforehand, because it could not be restored.',
  text(parameters, target, binding) {
    const env = Object.entries(parameters.env ?? {}).map(([name, value]) => `${name}=${value}`)
    const annotations = parameters.annotations ?? {}
    const commands = parameters.targets.flatMap((ref) => {
      const where = ['--namespace', ref.namespace]
      const deployment = `deployment/${ref.deployment}`
      const patch = JSON.stringify({ spec: { template: { metadata: { annotations } } } })
      return [
        ...(env.length === 0 ? [] : [[where, ['set', 'env', deployment], env]]),
        ...(Object.keys(annotations).length === 0
          ? []
          : [[where, ['patch', deployment, '--type=merge'], ['--patch', patch]]]),
        [where, ['rollout', 'restart', deployment]],
      ]
    })
    return kubectlCommands(commands, target, binding)
  },
})
