import { cache } from 'react'
import { cookies } from 'next/headers'
import { databaseIsSilent } from '@/lib/db/database-silence'
import { abortDatabase, actingDatabase, database, type Database } from '@/lib/db/client'
import type { Role } from '@/lib/domain/access/roles'
import { askTogether } from '@/lib/queries/ask-together'
import { withinLimit } from '@/lib/queries/within-limit'
import { sessionCookieName } from './session-cookie'
import { findSessions, touchSessions } from './session-store'

export interface CurrentPerson {
  personId: string
  accountId: string
  sessionId: string
  name: string
  title: string
  roles: Role[]
}

/** The browser's session token; null when it brings none. */
export async function sessionTokenOfRequest(): Promise<string | null> {
  return (await cookies()).get(sessionCookieName())?.value ?? null
}

const limitMilliseconds = 4_000

/**
 * Who asks, by the database of this moment; once a request. Null: nobody is signed in. Throws within seconds while the
 * database hangs: whoever asks hears that, instead of waiting for it.
 */
export const currentPerson = cache(async () => {
  if (databaseIsSilent()) throw new Error('the database does not answer')
  return withinLimit(personBehindRequest(database), limitMilliseconds)
})

/** The same on the connections of actions: pages that wait for the database hold up nobody's verb. */
export const actingPerson = cache(() => personBehindRequest(actingDatabase))

/** The same on the connections kept for aborts: with every other one taken, an abort must still learn who asks. */
export const abortingPerson = cache(() => personBehindRequest(abortDatabase))

const asking = new WeakMap<Database, (token: string) => ReturnType<typeof findSessions>>()

/** Requests that come together are asked about together: a thousand pages do, whenever something changes. */
async function sessionOf(db: Database, token: string) {
  const ask = asking.get(db) ?? askTogether((tokens: readonly string[]) => findSessions(db, [...new Set(tokens)]))
  asking.set(db, ask)
  return (await ask(token)).get(token)
}

async function personBehindRequest(connect: () => Database): Promise<CurrentPerson | null> {
  const token = await sessionTokenOfRequest()
  if (token === null) return null
  const db = connect()
  // Whoever aborts waits behind nobody's question.
  const alone = connect === abortDatabase
  const found = alone ? (await findSessions(db, [token])).get(token) : await sessionOf(db, token)
  if (found === undefined) return null
  // Nor for a row that somebody holds: an abort needs to know who asks, not that they are seen.
  const touched = found.stale ? touchSessions(db, [found.sessionId]) : Promise.resolve()
  await (alone ? void touched.catch(() => undefined) : touched)
  const { personId, accountId, sessionId, name, title, roles } = found
  return { personId, accountId, sessionId, name, title, roles }
}
