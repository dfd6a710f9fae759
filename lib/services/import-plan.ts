import { appendEntries } from '@/lib/db/append-entries'
import type { Database, Transaction } from '@/lib/db/client'
import { lockStreams, type LockedHead } from '@/lib/db/lock-streams'
import { readAccountHolder } from '@/lib/db/people'
import { withTransaction } from '@/lib/db/transaction'
import type { Actor } from '@/lib/domain/access/actor'
import { may, roles } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import { canonicalEnvironment, canonicalPlan, environmentFromContent } from '@/lib/domain/plan/canonical-plan'
import { checkEnvironment } from '@/lib/domain/plan/check/check-environment'
import { parsePlanDirectory, type PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { environmentStream, peopleStream, planStream, type PlanEvent } from '@/lib/domain/plan/plan-events'
import type { Problem } from '@/lib/domain/plan/problem'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { hashSeedPasswords, keepContacts, seedPeople } from './seed-people'

export interface ImportPlan {
  files: PlanFiles
  /** For `${...}` in endpoint values. */
  variables: Readonly<Record<string, string>>
  /** The environments to import, by name: an example beside them must not become one that is watched. */
  environments: readonly string[]
  /** A person needs the role for it; the console's own parts, at set-up, do not. */
  actor: Actor
}

export type ImportedPlan =
  | { ok: false; problems: Problem[] }
  | {
      ok: true
      plan: { key: string; hash: string; changed: boolean }
      environments: { name: string; hash: string; changed: boolean }[]
      /** Persons who were not there before. */
      seeded: string[]
      notes: Problem[]
    }

/**
 * Imports a plan, its environments and, the first time, its people, in one transaction: all of it or nothing, and
 * nothing while one problem stands. The same content again changes nothing and leaves no entry.
 * Throws DomainError when the person may not.
 */
export async function importPlan(database: Database, input: ImportPlan): Promise<ImportedPlan> {
  const parsed = parsePlanDirectory(input.files, input.variables, input.environments)
  const { plan, directory, problems, notes } = parsed
  if (plan === null || problems.length > 0) return { ok: false, problems }
  const environments = parsed.environments.filter(({ name }) => input.environments.includes(name))
  const passwords = directory === null ? new Map<string, string>() : await hashSeedPasswords(database, directory)

  return withTransaction(database, async (tx): Promise<ImportedPlan> => {
    await mayImport(tx, input.actor)
    const streams = [
      planStream(plan.key),
      peopleStream,
      ...environments.map(({ name }) => environmentStream(plan.key, name)),
    ]
    const heads = await lockStreams(tx, streams)
    const orphaned = await unfitEnvironments(tx, plan, input.environments)
    const exposed = await passwordsFromFiles(tx, environments, passwords.size > 0)
    if (orphaned.length + exposed.length > 0) return { ok: false, problems: [...orphaned, ...exposed] }
    const append = async (stream: string, events: PlanEvent[]): Promise<void> => {
      await appendEntries(
        tx,
        headOf(heads, stream),
        input.actor,
        events.map((event) => ({ ...event, version: 1 })),
      )
    }
    const importedPlan = await savePlan(tx, plan, input, append)
    const importedEnvironments = []
    for (const environment of environments) {
      importedEnvironments.push(await saveEnvironment(tx, plan, environment, append))
    }
    const seeded = directory === null ? [] : await seedPeople(tx, plan.key, directory, passwords)
    if (seeded.length > 0) {
      await append(peopleStream, [{ type: 'directory.seeded', payload: { plan: plan.key, persons: seeded } }])
    }
    const told = directory === null ? [] : await keepContacts(tx, directory)
    if (told.length > 0) await append(peopleStream, [{ type: 'directory.contactsKept', payload: { persons: told } }])
    return {
      ok: true,
      plan: importedPlan,
      environments: importedEnvironments,
      seeded: seeded.map(({ person }) => person),
      notes,
    }
  })
}

type Append = (stream: string, events: PlanEvent[]) => Promise<void>

async function mayImport(tx: Transaction, actor: Actor): Promise<void> {
  if (actor.kind === 'console') return
  const holder = actor.kind === 'person' ? await readAccountHolder(tx, actor.account) : null
  const held = roles.filter((role) => holder?.roles.includes(role) === true)
  const self = actor.kind === 'person' && holder?.person.id === actor.person
  if (!self || !may(held, 'plan.import')) {
    throw new DomainError({ code: 'forbidden', message: 'Importing a plan needs the role admin.' })
  }
}

/** Environments that stay as they are must still fit the new plan, or the next run would find names unbound. */
async function unfitEnvironments(tx: Transaction, plan: Plan, replaced: readonly string[]): Promise<Problem[]> {
  const heads = await tx.environmentHead.findMany({
    where: { planKey: plan.key, name: { notIn: [...replaced] } },
    include: { version: true },
    orderBy: { name: 'asc' },
  })
  return heads.flatMap(({ name, version }) =>
    checkEnvironment(plan, environmentFromContent(version.content)).map(({ message }) => ({
      file: `environment ${name}, as imported before`,
      line: 1,
      column: 1,
      code: 'environment-left-behind',
      message: `${message}; import ${name} together with the plan`,
    })),
  )
}

/** What stands in a file is known to whoever reads it; it opens nothing once an environment is real, whichever came first. */
async function passwordsFromFiles(
  tx: Transaction,
  imported: readonly Environment[],
  seeding: boolean,
): Promise<Problem[]> {
  const at = { line: 1, column: 1, code: 'password-in-file' }
  const real = imported.find(({ lab }) => !lab)
  if (real !== undefined) {
    const accounts = await tx.user.findMany({ where: { passwordFromFile: true }, orderBy: { login: 'asc' } })
    if (accounts.length === 0) return []
    const logins = accounts.map(({ login }) => login).join(', ')
    const message = `${real.name} is no lab, and these sign in with a password from a file: ${logins}; give each another with breakwater people password LOGIN`
    return [{ ...at, file: `environment ${real.name}`, message }]
  }
  if (!seeding) return []
  const heads = await tx.environmentHead.findMany({ include: { version: true }, orderBy: { name: 'asc' } })
  const other = heads.find(({ version }) => !environmentFromContent(version.content).lab)
  if (other === undefined) return []
  const message = `a password in a file is for a lab, and this installation runs ${other.planKey} ${other.name}, which is none: leave it out and give one with breakwater people password LOGIN`
  return [{ ...at, file: 'directory.yaml', message }]
}

async function savePlan(tx: Transaction, plan: Plan, input: ImportPlan, append: Append) {
  const { key } = plan
  const { hash, content } = canonicalPlan(plan)
  const before = await tx.planHead.findUnique({ where: { key } })
  if (before?.hash === hash) return { key, hash, changed: false }
  const source = JSON.stringify(input.files.plan)
  const importedBy = input.actor.kind === 'person' ? input.actor.person : 'console'
  await tx.planVersion.upsert({ where: { hash }, create: { hash, key, content, source, importedBy }, update: {} })
  await tx.planHead.upsert({ where: { key }, create: { key, hash }, update: { hash } })
  await append(planStream(key), [{ type: 'plan.imported', payload: { key, hash, replaces: before?.hash ?? null } }])
  return { key, hash, changed: true }
}

async function saveEnvironment(tx: Transaction, plan: Plan, environment: Environment, append: Append) {
  const { name } = environment
  const { hash, content } = canonicalEnvironment(environment)
  const place = { planKey_name: { planKey: plan.key, name } }
  const before = await tx.environmentHead.findUnique({ where: place })
  if (before?.hash === hash) return { name, hash, changed: false }
  const version = { hash, planKey: plan.key, name, content }
  await tx.environmentVersion.upsert({ where: { hash }, create: version, update: {} })
  await tx.environmentHead.upsert({ where: place, create: { planKey: plan.key, name, hash }, update: { hash } })
  const payload = { plan: plan.key, name, hash, replaces: before?.hash ?? null }
  await append(environmentStream(plan.key, name), [{ type: 'environment.imported', payload }])
  return { name, hash, changed: true }
}

function headOf(heads: Map<string, LockedHead>, stream: string): LockedHead {
  const head = heads.get(stream)
  if (head === undefined) throw new Error(`stream ${stream} is not locked`)
  return head
}
