import type { Role } from '@/lib/domain/access/roles'
import { roles } from '@/lib/domain/access/roles'
import type { Transaction } from './client'

/** Current roles of everyone who is not disabled. A person not in the map may do nothing. */
export async function rolesByPerson(db: Transaction): Promise<Map<string, Role[]>> {
  const grants = await db.roleGrant.findMany({ where: { person: { disabledAt: null } } })
  const map = new Map<string, Role[]>()
  for (const { personId, role } of grants) {
    const known = roles.find((candidate) => candidate === role)
    if (known !== undefined) map.set(personId, [...(map.get(personId) ?? []), known])
  }
  return map
}
