import { chooseRunbook } from '../../run/choose-runbook'
import type { Plan } from '../../plan/schema/plan'
import type { Runbook } from '../../plan/schema/runbook'
import { readServing } from '../../posture/serving'
import { currentRun } from '../../run/state'
import { takeoverRefusal } from '../../run/takeover'
import { runbookOf } from '../../run/resolve-step'
import type { IncidentInput } from '../incident-input'

/**
 * The runbook a screen shows: the run's, else the declared class's, else what would answer the first class of the plan
 * that has an answer, since reversible work may start before anything is declared.
 */
export function incidentRunbook(input: IncidentInput): Runbook {
  const { plan, state } = input
  const known = currentRun(state)?.runbook ?? state.declared?.runbook
  if (known !== undefined) return runbookOf(plan, known)
  const answering = plan.disasterClasses.find(({ runbook }) => runbook !== null)
  const serving = state.closed === null ? readServing(input) : []
  return (answering === undefined ? null : chooseRunbook(plan, answering, serving, state.runs).runbook) ?? first(plan)
}

/** What may be armed now: of several runbooks of the declared class the one that leads out of the region that serves. */
export function runbookToArm(input: IncidentInput, shown: Runbook): Runbook {
  const { plan, state } = input
  const disaster = plan.disasterClasses.find(({ id }) => id === state.declared?.class)
  return disaster === undefined
    ? shown
    : (chooseRunbook(plan, disaster, readServing(input), state.runs).runbook ?? shown)
}

/** Why a new run of this would be refused for want of a region that could take over; null where nothing read says so. */
export function nothingToTakeOver(input: IncidentInput, runbook: Runbook): string | null {
  return takeoverRefusal(input.plan, runbook, readServing(input), input.state.runs)
}

function first({ runbooks: [runbook] }: Plan): Runbook {
  if (runbook === undefined) throw new Error('a plan has at least one runbook')
  return runbook
}
