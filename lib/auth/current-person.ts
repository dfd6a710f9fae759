import { cache } from 'react'
import { cookies } from 'next/headers'
import { abortDatabase, database, type Database } from '@/lib/db/client'
import type { Role } from '@/lib/domain/access/roles'
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

/** Who asks, by the database of this moment; once a request. Null: nobody is signed in. */
export const currentPerson = cache(() => personBehindRequest(database))

/** The same on the connections kept for aborts: with every other one taken, an abort must still learn who asks. */
export const abortingPerson = cache(() => personBehindRequest(abortDatabase))

async function personBehindRequest(connect: () => Database): Promise<CurrentPerson | null> {
  const token = await sessionTokenOfRequest()
  if (token === null) return null
  const db = connect()
  const found = (await findSessions(db, [token])).get(token)
  if (found === undefined) return null
  if (found.stale) await touchSessions(db, [found.sessionId])
  const { personId, accountId, sessionId, name, title, roles } = found
  return { personId, accountId, sessionId, name, title, roles }
}
