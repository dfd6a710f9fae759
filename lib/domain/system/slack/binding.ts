import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

export const SlackBinding = z.strictObject({
  kind: z.literal('slack'),
  endpoint: Address.optional(),
  /** Spares looking through all channels of a large workspace. */
  channels: z
    .record(z.string().min(1), z.string().regex(/^[CG][A-Z0-9]{2,20}$/, 'the id of a channel'))
    .optional()
    .describe('The ids of channels, by name without #'),
  token: SecretReference,
})
export type SlackBinding = z.infer<typeof SlackBinding>
