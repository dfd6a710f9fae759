import { z } from 'zod'
import { ReadingFact } from '../run/events/facts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What the streams `plan:KEY`, `environment:KEY/NAME` and `people` say. Append-only, like every catalogue. */
export const planEvents = {
  'plan.imported': z.strictObject({ key: z.string(), hash: Hash, replaces: Hash.nullable() }),
  'environment.imported': z.strictObject({ plan: z.string(), name: z.string(), hash: Hash, replaces: Hash.nullable() }),
  /** Which region a promotion boundary is read in, and whether a standby is; recorded when either changes, never unknown. */
  'environment.servingRead': z.strictObject({
    promotionBoundary: z.string(),
    region: z.string(),
    standby: z.boolean(),
    readings: z.array(ReadingFact),
    reason: z.string(),
  }),
  /** Persons who were not there before, with what they were given. Passwords and logins are not facts of the journal. */
  'directory.seeded': z.strictObject({
    plan: z.string(),
    persons: z.array(
      z.strictObject({
        person: z.string(),
        roles: z.array(z.string()),
        duties: z.array(z.string()),
        accounts: z.int(),
      }),
    ),
  }),
  /** Persons who are told elsewhere than before. Addresses are not facts of the journal. */
  'directory.contactsKept': z.strictObject({
    persons: z.array(z.strictObject({ person: z.string(), ways: z.array(z.string()) })),
  }),
  /** By whoever holds the database's URL: every session of the account ended with it. The password is no fact of the journal. */
  'account.passwordSet': z.strictObject({ account: z.string(), person: z.string(), sessionsEnded: z.int() }),
} as const

type Catalogue = typeof planEvents
export type PlanEvent = { [T in keyof Catalogue]: { type: T; payload: z.infer<Catalogue[T]> } }[keyof Catalogue]

export const planStream = (key: string): string => `plan:${key}`
export const environmentStream = (key: string, name: string): string => `environment:${key}/${name}`
export const peopleStream = 'people'
