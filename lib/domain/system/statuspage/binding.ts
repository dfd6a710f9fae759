import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

export const StatuspageBinding = z.strictObject({
  kind: z.literal('statuspage'),
  endpoint: Address.default('https://api.statuspage.io'),
  page: z.string().min(1),
  token: SecretReference,
})
export type StatuspageBinding = z.infer<typeof StatuspageBinding>
