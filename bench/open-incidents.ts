import type { Database } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { proposeIncident } from '@/lib/db/incident/propose-incident'
import { withTransaction } from '@/lib/db/transaction'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import { person } from '@/lib/testing/every-command'
import { fillPeople, fillPlan } from '@/lib/testing/fill-desk'
import type { FrozenPlan } from '@/lib/testing/read-frozen-plan'

const commander = person('mara-okafor')

/** Declared incidents, so many of each plan; a plan's boundary carries one run at a time. */
export async function openIncidents(
  database: Database,
  sample: FrozenPlan,
  { plans, each }: { plans: number; each: number },
): Promise<string[]> {
  const opened: string[] = []
  for (let index = 0; index < plans; index += 1) {
    const key = `${sample.plan.key}-${index}`
    const plan = { ...sample.plan, key }
    const environment = { ...sample.environment, plan: key }
    const of = { planHash: canonicalPlan(plan).hash, environmentHash: canonicalEnvironment(environment).hash }
    await fillPlan(database, { plan, environment, ...of })
    if (index === 0) await fillPeople(database, key)
    const proposal = { planKey: key, environment: environment.name, commander: 'mara-okafor' }
    for (let number = 0; number < each; number += 1) {
      const state = await withTransaction(database, (tx) =>
        proposeIncident(tx, { ...proposal, mode: 'live', title: 'a measurement', alert: null }, commander),
      )
      if (state === null) throw new Error('nothing was proposed')
      await tell(database, state.id, { type: 'declare-incident', class: 'region-failure', statement: 'it is dark' })
      opened.push(state.id)
    }
  }
  return opened
}

export async function startRun(database: Database, id: string, sample: FrozenPlan): Promise<void> {
  const state = await tell(database, id, { type: 'start-run', runbook: sample.plan.runbooks[0]?.id ?? '' })
  await tell(database, id, { type: 'give-go', runId: state.runs[0]?.id ?? '' })
}

async function tell(database: Database, id: string, command: Parameters<typeof decideIncident>[2]) {
  const outcome = await decideIncident(database, id, command, commander)
  if (!outcome.ok) throw new Error(`${id}: ${JSON.stringify(outcome.refusal)}`)
  return outcome.state
}
