import { z } from 'zod'
import { invalidKey } from './invalid-key'

/** RFC 1123, as the API server demands it; so no name can be taken for an option or a path. */
export const NamespaceName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a namespace: lower-case letters, digits and dashes, at most 63')
export const ObjectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'an object name: lower-case letters, digits, dashes and dots')

export const DeploymentRef = z.strictObject({ namespace: NamespaceName, deployment: ObjectName })
export type DeploymentRef = z.infer<typeof DeploymentRef>

export const DeploymentRefs = z
  .array(DeploymentRef)
  .min(1)
  .max(50)
  .refine((refs) => new Set(refs.map((ref) => `${ref.namespace}/${ref.deployment}`)).size === refs.length, {
    message: 'a deployment is named twice',
  })

export const AnnotationKey = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/,
    'an annotation key: an optional DNS prefix and /, then at most 63 letters, digits, -, _ and .',
  )
export const Annotations = z.record(AnnotationKey, z.string().max(1_000), {
  error: invalidKey('an annotation key is an optional DNS prefix and /, then letters, digits, -, _ and .'),
})

export const LabelSelector = z
  .string()
  .max(500)
  .regex(
    /^[\w./-]+\s*(=|==|!=)\s*[\w.-]*(\s*,\s*[\w./-]+\s*(=|==|!=)\s*[\w.-]*)*$/,
    'a label selector: app=checkout-api',
  )

export const Replicas = z.number().int().min(0).max(10_000)
