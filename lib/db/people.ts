import { Contacts } from '@/lib/domain/plan/schema/notice'
import type { Database, Transaction } from './client'

export interface PersonRecord {
  id: string
  name: string
  shortName: string
  title: string
  disabled: boolean
}

/** A person as the holder of an account, with what that allows at this moment. */
export interface AccountHolder {
  accountId: string
  login: string
  person: PersonRecord
  /** Empty for a disabled person or account: whoever was switched off may do nothing, whatever is still granted. */
  roles: string[]
}

/**
 * Who acts through the account, read for what is imported or exported: the person's row stays as it is until the
 * transaction ends, so a role taken away or a person disabled meanwhile comes either before it or after its entry.
 * Null for an unknown account.
 */
export async function readAccountHolder(tx: Transaction, accountId: string): Promise<AccountHolder | null> {
  const account = await tx.user.findUnique({ where: { id: accountId } })
  if (account === null) return null
  const person = await holdPerson(tx, account.personId)
  if (person === null) return null
  // Read again behind the lock: disabling an account locks its person too.
  const disabled = person.disabled || (await tx.user.findUnique({ where: { id: accountId } }))?.disabledAt !== null
  const roles = disabled ? [] : await readRoles(tx, account.personId)
  return { accountId, login: account.login, person, roles }
}

/** The person, unchanged until the transaction ends. Changes of roles, duties and accounts take the row FOR UPDATE. */
export async function holdPerson(tx: Transaction, personId: string): Promise<PersonRecord | null> {
  const rows = await tx.$queryRaw<PersonRecord[]>`
    SELECT id, name, short_name AS "shortName", title, disabled_at IS NOT NULL AS disabled
    FROM person WHERE id = ${personId} FOR SHARE`
  return rows[0] ?? null
}

/** Locks a person for a change of what they are or may do. */
export async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM person WHERE id = ${personId} FOR UPDATE`
}

/** Roles granted in every plan to a person who is not disabled, by name. */
export async function readRoles(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.roleGrant.findMany({
    where: { personId, planKey: null, person: { disabledAt: null } },
    orderBy: { role: 'asc' },
  })
  return rows.map((row) => row.role)
}

/** Who holds each duty of the plan by default: person ids by duty, disabled persons left out. */
export async function readDutyHolders(tx: Transaction, planKey: string): Promise<Map<string, string[]>> {
  const rows = await tx.dutyHolder.findMany({
    where: { planKey, person: { disabledAt: null } },
    orderBy: [{ duty: 'asc' }, { personId: 'asc' }],
  })
  const holders = new Map<string, string[]>()
  for (const { duty, personId } of rows) holders.set(duty, [...(holders.get(duty) ?? []), personId])
  return holders
}

/** Where a person can be told, by way. */
export async function readContacts(db: Database, personId: string): Promise<Contacts> {
  const rows = await db.contact.findMany({ where: { personId } })
  return Contacts.parse(Object.fromEntries(rows.map(({ way, address }) => [way, address])))
}

/** Everybody, by name, with their roles, in one plan or in any: for lists and for pictures of who did what. */
export async function readPeople(tx: Transaction, planKey?: string): Promise<(PersonRecord & { roles: string[] })[]> {
  const rows = await tx.person.findMany({
    include: { roles: { where: inPlan(planKey), orderBy: { role: 'asc' } } },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ id, name, shortName, title, disabledAt, roles }) => ({
    id,
    name,
    shortName,
    title,
    disabled: disabledAt !== null,
    roles: [...new Set(roles.map((grant) => grant.role))],
  }))
}

function inPlan(planKey: string | undefined) {
  return planKey === undefined ? {} : { OR: [{ planKey: null }, { planKey }] }
}
