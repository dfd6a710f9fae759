import type { Role } from '@/lib/domain/access/roles'
import { roles } from '@/lib/domain/access/roles'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import type { Transaction } from './client'

/** Current roles in a plan, of everyone who is not disabled: what was granted for it, and for every plan. */
export async function readRolesOf(db: Transaction, planKey: string): Promise<RolesOf> {
  const grants = await db.roleGrant.findMany({
    where: { person: { disabledAt: null }, OR: [{ planKey: null }, { planKey }] },
  })
  const accounts = await db.user.findMany({ select: { id: true, disabledAt: true, passwordSetAt: true } })
  const held = new Map<string, Role[]>()
  for (const { personId, role } of grants) {
    const known = roles.find((candidate) => candidate === role)
    if (known !== undefined) held.set(personId, [...(held.get(personId) ?? []), known])
  }
  const byAccount = new Map(accounts.map((account) => [account.id, account]))
  return (person, through) => {
    const account = through === undefined ? null : byAccount.get(through.account)
    const gone = account === undefined || (account !== null && account.disabledAt !== null)
    const renewed = (account?.passwordSetAt?.getTime() ?? 0) > Date.parse(through?.at ?? '')
    return gone || renewed ? [] : (held.get(person) ?? [])
  }
}
