import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

export const PagerdutyBinding = z.strictObject({
  kind: z.literal('pagerduty'),
  endpoint: Address.default('https://api.pagerduty.com'),
  from: z.email(),
  /** Needed where a plan pages people: a page to one person is an incident of this service. */
  service: z
    .string()
    .regex(/^[A-Z0-9]{4,20}$/, 'the id of a PagerDuty service')
    .optional(),
  token: SecretReference,
})
export type PagerdutyBinding = z.infer<typeof PagerdutyBinding>
