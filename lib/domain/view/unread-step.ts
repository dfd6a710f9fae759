import { resolvePredicate } from '../plan/resolve'
import type { Runbook, Step } from '../plan/schema/runbook'
import { evaluatePredicate } from '../posture/evaluate-predicate'
import { readingPath } from '../posture/sample'
import { bindingsOf } from '../run/resolve-step'
import { stepOf, type RunState, type StepStatus } from '../run/state'
import type { IncidentInput } from './incident-input'

/** A step under way of which nothing can be read: whether it works, nobody can tell. */
export interface UnreadStep {
  step: Step
  /** ISO: the newest answer there was; where there was none, when the step began. */
  since: string
  /** Why, in the words of the newest failure. */
  why: string
}

/** Its expectation alone tells what becomes of it: a step in a person's hands, or in doubt, says so itself. */
const toldByReadings: readonly StepStatus[] = ['running', 'attested']

/**
 * Null while anything that the step expects can be read. An answer is good for its reading's `maxAge`: one look that
 * fails right after it is no news. What was never asked is no failure to answer.
 */
export function unreadStep(input: IncidentInput, run: RunState, step: Step): UnreadStep | null {
  const { plan, environment, readings, state, now } = input
  const { status, startedAt } = stepOf(run, step.id)
  if (!toldByReadings.includes(status) || startedAt === null || step.expect.length === 0) return null
  const unread = step.expect.flatMap((predicate) => {
    const id = readingPath(predicate.reading).reading
    const resolved = resolvePredicate(plan, environment, predicate, bindingsOf(plan, state, run))
    const maxAge = plan.readings.find((reading) => reading.id === id)?.maxAge ?? 0
    const { verdict, fact } = evaluatePredicate(resolved.ok ? resolved.value : predicate, readings, maxAge, now)
    const since = fact.observedAt === null || fact.observedAt < startedAt ? startedAt : fact.observedAt
    const aged = Date.parse(now) - Date.parse(since) > maxAge
    return verdict === 'unknown' && readings[id] !== undefined && aged ? [{ since, why: fact.unknown ?? '' }] : []
  })
  const [newest] = unread.toSorted((a, b) => b.since.localeCompare(a.since))
  return newest === undefined || unread.length < step.expect.length ? null : { step, ...newest }
}

/** In the order of the runbook. */
export function unreadSteps(input: IncidentInput, run: RunState, runbook: Runbook): UnreadStep[] {
  return runbook.steps.flatMap((step) => unreadStep(input, run, step) ?? [])
}
