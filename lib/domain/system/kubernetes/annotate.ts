import { z } from 'zod'
import { KubernetesBinding } from './binding'
import { defineAction } from '../definition'
import { Annotations, NamespaceName, ObjectName } from '../parameter/kubernetes'
import { kubectlCommands } from '../text/kubectl-command'

export const AnnotateParameters = z
  .strictObject({
    resource: z.enum(['namespace', 'deployment']),
    namespace: NamespaceName.optional(),
    names: z.array(ObjectName).min(1).max(50),
    annotations: Annotations.refine((annotations) => Object.keys(annotations).length > 0, {
      message: 'name at least one annotation',
    }),
  })
  .refine((parameters) => (parameters.resource === 'deployment') === (parameters.namespace !== undefined), {
    path: ['namespace'],
    message: 'deployments need a namespace, namespaces have none',
  })
export type AnnotateParameters = z.infer<typeof AnnotateParameters>

export const annotate = defineAction(KubernetesBinding, {
  kind: 'kubernetes.annotate',
  title: 'Annotate namespaces or deployments',
  parameters: AnnotateParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: null,
  permissions: ['namespaces: get, patch', 'deployments: get, patch'],
  example: {
    resource: 'namespace',
    names: ['checkout', 'payments'],
    annotations: { 'example.com/dr-freeze': 'INC-7' },
  },
  note: 'Objects that already carry the annotations are left alone. Partial while only some do. Undo puts back the former value of each, or removes it.',
  text: (parameters, target, binding) =>
    kubectlCommands(
      [
        [
          ...(parameters.namespace === undefined ? [] : [['--namespace', parameters.namespace]]),
          ['annotate', '--overwrite', parameters.resource, ...parameters.names],
          ...Object.entries(parameters.annotations).map(([key, value]) => [`${key}=${value}`]),
        ],
      ],
      target,
      binding,
    ),
})
