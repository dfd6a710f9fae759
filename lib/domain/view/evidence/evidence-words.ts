import type { Plan } from '../../plan/schema/plan'
import type { Runbook, Step } from '../../plan/schema/runbook'
import type { EventWords } from '../../run/describe/description'
import type { Person } from '../incident-input'
import { dutyTitle, shortName } from '../names'
import type { ReadEntry } from './evidence-input'

/** The runbook of each run, from the entries that started them. */
export function runbooksByRun(plan: Plan | null, read: readonly ReadEntry[]): ReadonlyMap<string, Runbook> {
  const started = read.flatMap(({ event }): [string, string][] =>
    event?.type === 'run.started' ? [[event.payload.runId, event.payload.runbook]] : [],
  )
  return runbooksOf(plan, started)
}

/** The same, of runs by the id of their runbook. */
export function runbooksOf(plan: Plan | null, started: Iterable<[string, string]>): ReadonlyMap<string, Runbook> {
  const runbooks = new Map<string, Runbook>()
  for (const [run, id] of started) {
    const runbook = plan?.runbooks.find((one) => one.id === id)
    if (runbook !== undefined) runbooks.set(run, runbook)
  }
  return runbooks
}

export function stepOfPlan(runbooks: ReadonlyMap<string, Runbook>, runId: string, step: string): Step | null {
  return runbooks.get(runId)?.steps.find(({ id }) => id === step) ?? null
}

/** Words of the pinned plan and names as they are now; what neither knows is said by its id. */
export function evidenceWords(
  plan: Plan | null,
  persons: Readonly<Record<string, Person>>,
  runbooks: ReadonlyMap<string, Runbook>,
): EventWords {
  const runbookOf = (id: string) => plan?.runbooks.find((candidate) => candidate.id === id)
  return {
    person: (id) => shortName(persons, id),
    duty: (id) => (plan === null ? id : dutyTitle(plan, id)),
    disasterClass: (id) => plan?.disasterClasses.find((one) => one.id === id)?.title.toLowerCase() ?? id,
    runbook: (id) => runbookOf(id)?.title ?? id,
    gate: (runbook, gate) => runbookOf(runbook)?.gates.find(({ id }) => id === gate)?.title ?? gate,
    step: (runId, id) => {
      const step = stepOfPlan(runbooks, runId, id)
      return step === null
        ? null
        : { title: step.title, tier: step.tier, actions: step.commands.map(({ action }) => action) }
    },
  }
}
