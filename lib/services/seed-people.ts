import type { Database, Transaction } from '@/lib/db/client'
import type { Directory } from '@/lib/domain/plan/schema/environment'
import { hashPassword } from './hash-password'

/** What a person was given, as the journal says it. */
export interface SeededPerson {
  person: string
  roles: string[]
  duties: string[]
  accounts: number
}

/** Hashes by login, for persons who are not there yet. Outside any transaction: hashing takes its time. */
export async function hashSeedPasswords(database: Database, directory: Directory): Promise<Map<string, string>> {
  const known = new Set((await database.person.findMany({ select: { id: true } })).map(({ id }) => id))
  const accounts = directory.persons.filter(({ id }) => !known.has(id)).flatMap((person) => person.accounts)
  const hashed = accounts.map(async ({ login, password }) =>
    password === undefined ? [] : [[login, await hashPassword(password)] as const],
  )
  return new Map((await Promise.all(hashed)).flat())
}

/**
 * Puts the directory's people into the database where they are not there yet. A person who is there keeps everything
 * as it is now: roles taken away, accounts disabled and duties moved by hand are never given back. A plan's duties are
 * handed out with the person, and to everyone when the plan has no holders at all.
 */
export async function seedPeople(
  tx: Transaction,
  planKey: string,
  { persons }: Directory,
  passwords: ReadonlyMap<string, string>,
): Promise<SeededPerson[]> {
  const known = new Set((await tx.person.findMany({ select: { id: true } })).map(({ id }) => id))
  const taken = new Set((await tx.user.findMany({ select: { login: true } })).map(({ login }) => login))
  const firstOfPlan = (await tx.dutyHolder.count({ where: { planKey } })) === 0
  const seeded: SeededPerson[] = []
  for (const { id, name, title, roles, duties, accounts } of persons) {
    const isNew = !known.has(id)
    if (!isNew && (!firstOfPlan || duties.length === 0)) continue
    if (isNew) {
      await tx.person.create({ data: { id, name, shortName: shortName(name), title } })
      await tx.roleGrant.createMany({ data: roles.map((role) => ({ personId: id, role })) })
      await tx.user.createMany({
        data: accounts
          .filter(({ login }) => !taken.has(login))
          .map(({ login }) => {
            const passwordHash = passwords.get(login) ?? null
            return { personId: id, login, passwordHash, passwordFromFile: passwordHash !== null }
          }),
      })
    }
    await tx.dutyHolder.createMany({ data: duties.map((duty) => ({ planKey, duty, personId: id })) })
    seeded.push({ person: id, roles: isNew ? roles : [], duties, accounts: isNew ? accounts.length : 0 })
  }
  return seeded
}

/**
 * Keeps where the directory's people are told as the file says it now: an address gives nobody a right, and the file is
 * the only place it can be changed. Gives back who is told elsewhere than before, without the addresses.
 */
export async function keepContacts(
  tx: Transaction,
  { persons }: Directory,
): Promise<{ person: string; ways: string[] }[]> {
  const rows = await tx.contact.findMany({ where: { personId: { in: persons.map(({ id }) => id) } } })
  const changed: { person: string; ways: string[] }[] = []
  for (const { id, contacts } of persons) {
    const before = rows.filter(({ personId }) => personId === id)
    const after = Object.entries(contacts).flatMap(([way, address]) =>
      address === undefined ? [] : [{ way, address }],
    )
    const ways = [...new Set([...before, ...after].map(({ way }) => way))].filter(
      (way) => before.find((one) => one.way === way)?.address !== after.find((one) => one.way === way)?.address,
    )
    if (ways.length === 0) continue
    await tx.contact.deleteMany({ where: { personId: id } })
    await tx.contact.createMany({ data: after.map(({ way, address }) => ({ personId: id, way, address })) })
    changed.push({ person: id, ways: ways.sort() })
  }
  return changed
}

/** Mara Okafor is M. Okafor, as lists show her. */
function shortName(name: string): string {
  const parts = name.trim().split(/\s+/)
  const last = parts.at(-1) ?? name
  return parts.length < 2 ? name : `${Array.from(name.trim())[0] ?? ''}. ${last}`
}
