import type { Runbook, Step } from '../../plan/schema/runbook'
import { isDone, isManual, isSentAndUnread, waitsOf } from '../../run/ready'
import { resolveStep } from '../../run/resolve-step'
import type { RunState } from '../../run/state'
import { stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'

/**
 * What a step waits for that nothing of the run will bring: `the time of impact, not known yet`. Its turn has come; unless
 * it comes from outside, only skipping the step or taking it over leads on. Null: it waits for nothing of the kind.
 */
export function stuckOn(input: IncidentInput, run: RunState, runbook: Runbook, step: Step): string | null {
  const { state, plan, environment } = input
  const current = stepOf(run, step.id)
  if (run.status !== 'arming' && run.status !== 'going') return null
  if (current.status !== 'pending' || isSentAndUnread(current) || isManual(step)) return null
  if (waitsOf(state, run, runbook, step).length > 0) return null
  const resolved = resolveStep(plan, environment, state, run, step)
  if (resolved.ok) return null
  // What a step has still to give comes with it.
  const giver = /^\$\{steps\.([^.]+)\./.exec(resolved.missing)?.[1]
  return giver !== undefined && !isDone(state, run, runbook, giver) ? null : resolved.problem
}
