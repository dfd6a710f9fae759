import { cache } from 'react'
import { cookies } from 'next/headers'
import { database } from '@/lib/db/client'
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
export const currentPerson = cache(async (): Promise<CurrentPerson | null> => {
  const token = await sessionTokenOfRequest()
  if (token === null) return null
  const found = (await findSessions(database(), [token])).get(token)
  if (found === undefined) return null
  if (found.stale) await touchSessions(database(), [found.sessionId])
  const { personId, accountId, sessionId, name, title, roles } = found
  return { personId, accountId, sessionId, name, title, roles }
})
