import type { Database } from '@/lib/db/client'
import { createSession } from '@/lib/auth/session-store'
import { withTransaction } from '@/lib/db/transaction'
import type { Role } from '@/lib/domain/access/roles'

/** Of a thousand who look, most only read. */
const shares: readonly [Role, number][] = [
  ['commander', 0.02],
  ['approver', 0.08],
  ['responder', 0.2],
  ['auditor', 0.7],
]

/** So many people more, each with an account and a role; gives the token of a session of each. */
export async function signInPeople(database: Database, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, index) => ({ id: `viewer-${index}`, role: roleOf(index / count) }))
  await database.person.createMany({ data: people.map(({ id }) => ({ id, name: id, shortName: id })) })
  await database.user.createMany({ data: people.map(({ id }) => ({ id, personId: id, login: id })) })
  await database.roleGrant.createMany({ data: people.map(({ id, role }) => ({ personId: id, role })) })
  const tokens = await Promise.all(people.map(({ id }) => signIn(database, id)))
  // Roles are spread over all processes, not one after another.
  return tokens.toSorted()
}

export async function signIn(database: Database, account: string): Promise<string> {
  const { token } = await withTransaction(database, (tx) => createSession(tx, account))
  return token
}

function roleOf(place: number): Role {
  let upTo = 0
  for (const [role, share] of shares) if (place < (upTo += share)) return role
  return 'auditor'
}
