import { z } from 'zod'

/** The stream of every sign-in, failed sign-in and sign-out. */
export const sessionStream = 'session'

/** How many of the kind have no entry of their own, since the one before: what anybody can cause has one a minute. */
const more = z.number().int().positive().optional()

/** What was typed is never kept: people type their password into the wrong field. `account` is null for no account. */
export const sessionEvents = {
  'session.signedIn': z.strictObject({ account: z.string(), session: z.string(), address: z.string() }),
  'session.signInFailed': z.strictObject({ account: z.string().nullable(), address: z.string(), more }),
  /** Too many failures: attempts are held back unchecked for a while. */
  'session.signInHeld': z.strictObject({
    account: z.string().nullable(),
    address: z.string(),
    seconds: z.number().int().positive(),
    more,
  }),
  'session.signedOut': z.strictObject({ account: z.string(), session: z.string() }),
} as const

type Catalogue = typeof sessionEvents
export type SessionEventType = keyof Catalogue
export type SessionEvent = { [T in SessionEventType]: { type: T; payload: z.infer<Catalogue[T]> } }[SessionEventType]
