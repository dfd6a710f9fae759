import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

export const PrometheusBinding = z.strictObject({
  kind: z.literal('prometheus'),
  endpoint: Address,
  token: SecretReference.optional(),
})
export type PrometheusBinding = z.infer<typeof PrometheusBinding>
