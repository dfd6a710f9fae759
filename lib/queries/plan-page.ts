import { database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readDutyHolders, readPeople } from '@/lib/db/people'
import { roles } from '@/lib/domain/access/roles'
import type { PlanInput } from '@/lib/domain/view/plan/plan-input'
import { buildPlanSheet, type PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { buildRunbookList, type RunbookList } from '@/lib/domain/view/plan/runbook-list'
import { buildRunbookSheet, type RunbookSheet } from '@/lib/domain/view/plan/runbook-sheet'

/** What an address asks for; left out, the first there is. */
export interface PlanPlace {
  plan: string | undefined
  environment: string | undefined
}

/** Null: no such plan, or none imported. */
export async function readPlanSheet(place: PlanPlace, show: { systems: boolean }): Promise<PlanSheet | null> {
  const input = await readPlanInput(place, null)
  return input === null ? null : buildPlanSheet(input, show)
}

export async function readRunbookList(place: PlanPlace): Promise<RunbookList | null> {
  const input = await readPlanInput(place, null)
  return input === null ? null : buildRunbookList(input)
}

export async function readRunbookSheet(runbookId: string, place: PlanPlace): Promise<RunbookSheet | null> {
  const input = await readPlanInput(place, runbookId)
  const runbook = input?.plan.runbooks.find(({ id }) => id === runbookId)
  return input === null || runbook === undefined ? null : buildRunbookSheet(input, runbook)
}

/** The plans there are, for whoever has more than one. */
export async function readPlanChoices(): Promise<{ key: string; title: string }[]> {
  const db = database()
  const heads = await db.planHead.findMany({ orderBy: { key: 'asc' } })
  return Promise.all(heads.map(async ({ key, hash }) => ({ key, title: (await loadPlan(db, hash)).title })))
}

/** The plan as it stands now in one of its environments, with the people who may hold its duties. */
async function readPlanInput(place: PlanPlace, runbook: string | null): Promise<PlanInput | null> {
  const db = database()
  const [planHeads, environmentHeads] = await Promise.all([
    db.planHead.findMany({ orderBy: { key: 'asc' } }),
    db.environmentHead.findMany({ orderBy: [{ planKey: 'asc' }, { name: 'asc' }] }),
  ])
  for (const { key, hash } of planHeads) {
    if (place.plan !== undefined && place.plan !== key) continue
    const plan = await loadPlan(db, hash)
    if (runbook !== null && !plan.runbooks.some(({ id }) => id === runbook)) continue
    const bound = environmentHeads.filter(({ planKey }) => planKey === key)
    const head = bound.find(({ name }) => place.environment === undefined || name === place.environment)
    if (head === undefined) continue
    const environments = await Promise.all(
      bound.map(async (one) => ({ name: one.name, title: (await loadEnvironment(db, one.hash)).title })),
    )
    const [environment, people, dutyHolders, now] = await Promise.all([
      loadEnvironment(db, head.hash),
      readPeople(db),
      readDutyHolders(db, key),
      databaseTime(db),
    ])
    return {
      plan,
      planHash: hash,
      environment,
      environmentHash: head.hash,
      environments,
      people: people
        .filter(({ disabled }) => !disabled)
        .map(({ id, name, roles: held }) => ({ id, name, roles: roles.filter((role) => held.includes(role)) })),
      dutyHolders,
      now: now.toISOString(),
    }
  }
  return null
}
