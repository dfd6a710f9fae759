import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

/** A plain HTTP service of the system itself: a store's heartbeat, a checkout, a witness, a monitor. */
export const HttpBinding = z.strictObject({
  kind: z.literal('http'),
  endpoint: Address,
  region: z.string().min(1).nullable().default(null),
  token: SecretReference.optional(),
})
export type HttpBinding = z.infer<typeof HttpBinding>
