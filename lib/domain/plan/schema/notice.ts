import { z } from 'zod'
import { Name } from './primitives'

/** The ways a person can be told, each by a system of the kind of the same name. */
export const NoticeWay = z.enum(['slack', 'pagerduty'], {
  error: ({ input }) =>
    input === 'email' || input === 'e-mail'
      ? 'e-mail is not supported yet: say slack or pagerduty until its system is there'
      : undefined,
})
export type NoticeWay = z.infer<typeof NoticeWay>

/** How whoever is asked is told. */
export const Tell = z.strictObject({
  by: NoticeWay.describe('slack: a direct message. pagerduty: a page to that one person'),
  system: Name.describe('The system that tells, of that kind'),
})
export type Tell = z.infer<typeof Tell>

/** Where a person is told, by way: a Slack user id, a PagerDuty user id. No secrets, and never in the journal. */
export const Contacts = z.strictObject({
  slack: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/, 'the id of a Slack user, like U02ABC3DE')
    .optional(),
  pagerduty: z
    .string()
    .regex(/^[A-Z0-9]{4,20}$/, 'the id of a PagerDuty user, like PXPGF42')
    .optional(),
})
export type Contacts = z.infer<typeof Contacts>
