import { z } from 'zod'
import { defineReading } from '../definition'
import { AnnotationKey, NamespaceName, ObjectName } from '../parameter/kubernetes'

export const AnnotationParameters = z
  .strictObject({
    resource: z.enum(['namespace', 'deployment']),
    namespace: NamespaceName.optional(),
    name: ObjectName,
    annotation: AnnotationKey,
  })
  .refine((parameters) => (parameters.resource === 'deployment') === (parameters.namespace !== undefined), {
    path: ['namespace'],
    message: 'a deployment needs a namespace, a namespace has none',
  })

/** '' when the annotation is absent. */
export const annotation = defineReading({
  kind: 'kubernetes.annotation',
  title: 'An annotation of a namespace or deployment',
  parameters: AnnotationParameters,
  fields: { value: 'text' },
  permissions: ['namespaces: get', 'deployments: get'],
  example: { resource: 'namespace', name: 'checkout', annotation: 'example.com/dr-freeze' },
})
