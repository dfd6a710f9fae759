import { z } from 'zod'

/** The stream of every sign-in, failed sign-in and sign-out. */
export const sessionStream = 'session'

/** What was typed is never kept: people type their password into the wrong field. `account` is null for no account. */
export const sessionEvents = {
  'session.signedIn': z.strictObject({ account: z.string(), session: z.string(), address: z.string() }),
  'session.signInFailed': z.strictObject({ account: z.string().nullable(), address: z.string() }),
  /** Too many failures: attempts are held back unchecked for a while. Recorded once, not for every attempt held. */
  'session.signInHeld': z.strictObject({
    account: z.string().nullable(),
    address: z.string(),
    seconds: z.number().int().positive(),
  }),
  'session.signedOut': z.strictObject({ account: z.string(), session: z.string() }),
} as const

type Catalogue = typeof sessionEvents
export type SessionEventType = keyof Catalogue
export type SessionEvent = { [T in SessionEventType]: { type: T; payload: z.infer<Catalogue[T]> } }[SessionEventType]
