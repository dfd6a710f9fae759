import { consentingPersons, contentOf, requestStatus } from '../../run/approval'
import { changedSince } from '../../run/covering'
import type { DecisionKind } from '../../run/events/incident-events'
import { isDone } from '../../run/ready'
import { runbookOf } from '../../run/resolve-step'
import type { ApprovalRequestState, IncidentState, RunState } from '../../run/state'
import { isLive, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { rolesIn } from '../incident-input'
import { fullName, listWords } from '../names'
import { oncePerInput } from '../once-per-input'

/** What a person may do that changes what others approved: a step again or left out, a word on the record. */
export type Change =
  | { does: 'retry' | 'skip'; step: string }
  | { does: 'decide'; kind: DecisionKind; subject: string | null }
  /** In place of a check that nobody can read; `gate`: `runbook/gate`. */
  | { does: 'attest'; gate: string }

/**
 * Whose approvals are void once somebody has done it, and that they have to be asked again; null where nothing that stands
 * is lost. Every button and every dialog that costs an approval says it with these words, before it is pressed.
 */
export function consentCost(input: IncidentInput, run: RunState, change: Change): string | null {
  return oncePerInput(input, `cost ${run.id} ${JSON.stringify(change)}`, () => costOf(input, run, change))
}

function costOf(input: IncidentInput, run: RunState, change: Change): string | null {
  // On the way back nothing is acted on any more, and undoing compares its own part of each consent.
  if (!isLive(run) || run.goingBack !== null) return null
  const lost = Object.values(input.state.requests).filter(
    (request) =>
      request.runId === run.id &&
      request.content.undo !== true &&
      request.ended === null &&
      requestStatus(input.state, request, rolesIn(input), input.now) !== 'expired' &&
      stands(input, input.state, run, request) &&
      !stands(input, ...after(input, run, change), request),
  )
  const steps = [...new Set(lost.flatMap(({ content }) => content.steps.map(({ step }) => step)))]
  const who = [...new Set(lost.flatMap((request) => consentingPersons(input.state, request, rolesIn(input))))]
  if (lost.length === 0) return null
  if (who.length === 0) return `Void with it: what was asked for ${listWords(steps)}. It is asked for again.`
  const names = listWords(who.map((person) => fullName(input.persons, person)))
  return `Void with it: the approval of ${listWords(steps)} by ${names}. People are asked again.`
}

/** Whether the request is still for what would run; also where all of it has run, and nothing of it is left to change. */
function stands(input: IncidentInput, state: IncidentState, run: RunState, request: ApprovalRequestState): boolean {
  const runbook = runbookOf(input.plan, run.runbook)
  const rule = runbook.approvals.find(({ id }) => id === request.rule)
  const { steps } = request.content
  if (rule === undefined) return false
  if (steps.every(({ step }) => isDone(state, run, runbook, step))) return true
  // The commands stay what they are: a person's word changes how often a step is asked for, and what consent rests on.
  const left = steps
    .filter(({ step }) => !isDone(state, run, runbook, step))
    .map(({ generation: _, ...step }) => {
      const { generation } = stepOf(run, step.step)
      return { ...step, ...(generation === 0 ? {} : { generation }) }
    })
  return changedSince(request, contentOf(state, run, runbook, rule, left)) === null
}

/** The incident as it would be. */
function after({ state, now }: IncidentInput, run: RunState, change: Change): [IncidentState, RunState] {
  const mark = { sequence: state.sequence + 1, at: now, by: { kind: 'console', part: 'forecast' } as const }
  if (change.does === 'decide') {
    const { kind, subject } = change
    return [
      { ...state, decisions: [...state.decisions, { ...mark, kind, runId: run.id, subject, statement: '' }] },
      run,
    ]
  }
  if (change.does === 'attest') {
    const said = { ...mark, statement: '', standsIn: true as const }
    return [{ ...state, attested: { ...state.attested, [change.gate]: said } }, run]
  }
  const step = stepOf(run, change.step)
  const changed =
    change.does === 'skip'
      ? { ...step, status: 'skipped' as const }
      : { ...step, status: 'pending' as const, generation: step.generation + 1 }
  const next = { ...run, steps: { ...run.steps, [step.id]: changed } }
  return [{ ...state, runs: state.runs.map((one) => (one.id === run.id ? next : one)) }, next]
}
