import { databaseIsSilent } from '@/lib/db/database-silence'
import { may, permissions, type Permission } from '@/lib/domain/access/roles'
import type { Refusal } from '@/lib/domain/errors'
import { currentPerson, type CurrentPerson } from './current-person'

export type Authorised = { person: CurrentPerson; refused: null } | { person: null; refused: Response }

/** For route handlers: who asks and may, or the response that says no. */
export async function authoriseRequest(permission: Permission): Promise<Authorised> {
  // Known to hang: an answer now is worth more than the same answer in a quarter of a minute.
  if (databaseIsSilent())
    return { person: null, refused: refuse(503, { code: 'unavailable', message: 'The database does not answer.' }) }
  const person = await currentPerson()
  if (person === null) return { person: null, refused: refuse(401, { code: 'forbidden', message: 'Sign in first.' }) }
  if (may(person.roles, permission)) return { person, refused: null }
  const missing = [...permissions[permission]]
  const message = `This is for ${missing.join(', ')}; you are ${person.roles.join(', ') || 'without a role'}.`
  return { person: null, refused: refuse(403, { code: 'forbidden', message, missing }) }
}

function refuse(status: number, refusal: Refusal | { code: 'unavailable'; message: string }): Response {
  return Response.json(refusal, { status, headers: { 'cache-control': 'no-store' } })
}
