import type { Runbook, Step } from '../plan/schema/runbook'
import type { IncidentState, RunState, StepState } from './state'
import { stepOf } from './state'

/** What keeps a step from starting, in the order a person should hear it. */
export type Wait =
  | { for: 'step'; step: string }
  | { for: 'go' }
  | { for: 'approval'; rule: string }
  | { for: 'outputs'; reference: string }
  | { for: 'pause' }
  | { for: 'person' }
  | { for: 'acceptance'; duty: string }

/** Whether a step no longer bars those after it: done, skipped with a reason, or unproven and accepted. */
export function isDone(state: IncidentState, run: RunState, runbook: Runbook, id: string): boolean {
  const step = stepOf(run, id)
  if (step.status === 'succeeded' || step.status === 'skipped') return true
  return step.status === 'unproven' && unprovenAcceptance(state, run, runbook, id) !== null
}

/** The commander's recorded acceptance that a step may stay unproven; taken in this run, before or after the fact. */
export function unprovenAcceptance(state: IncidentState, run: RunState, runbook: Runbook, id: string): string | null {
  const rule = runbook.steps.find((step) => step.id === id)?.unproven
  if (rule === undefined) return null
  const decision = state.decisions.findLast(
    (d) => d.kind === 'accept-unproven' && d.runId === run.id && d.subject === id,
  )
  return decision?.statement ?? null
}

/** Reversible work may start while arming; everything else waits for GO. */
export function startsWhileArming(step: Step): boolean {
  return step.phase === 'declare' || step.phase === 'arm'
}

export function stepsStillNeeded(state: IncidentState, run: RunState, runbook: Runbook, step: Step): string[] {
  return step.after.filter((id) => !isDone(state, run, runbook, id))
}

/** Order and pause only; approvals and references are judged where the intent is. Empty: the step may start. */
export function waitsOf(state: IncidentState, run: RunState, runbook: Runbook, step: Step): Wait[] {
  const waits: Wait[] = stepsStillNeeded(state, run, runbook, step).map((id) => ({ for: 'step', step: id }))
  if (!startsWhileArming(step) && run.go === null) waits.push({ for: 'go' })
  if (run.paused !== null) waits.push({ for: 'pause' })
  const current = stepOf(run, step.id)
  if (current.status === 'taken-over') waits.push({ for: 'person' })
  if (current.status === 'unproven' && step.unproven !== undefined)
    waits.push({ for: 'acceptance', duty: step.unproven.acceptedBy })
  return waits
}

/** Steps without an attempt of their own yet, whose turn it is. Attested steps are to be verified. */
export function readySteps(state: IncidentState, run: RunState, runbook: Runbook): Step[] {
  if (run.status !== 'arming' && run.status !== 'going') return []
  return runbook.steps.filter((step) => {
    const current = stepOf(run, step.id)
    if (isManual(step) && current.status === 'pending') return false
    if (current.status !== 'pending' && current.status !== 'attested') return false
    return waitsOf(state, run, runbook, step).length === 0
  })
}

/** Work a person does: the engine waits for the attestation and then verifies. */
export function isManual(step: Step): boolean {
  return step.commands.some((command) => command.action === 'manual')
}

/** The last attempt that acted; its commands say what may need undoing. */
export function lastAct(step: StepState) {
  return step.attempts.findLast((attempt) => attempt.kind === 'act')
}

/** Whether the step changed, or may have changed, something outside that was not undone since. */
export function hasEffect(step: StepState): boolean {
  if (step.status === 'undone') return false
  return step.attempts.some(
    (attempt) =>
      attempt.kind === 'act' &&
      attempt.commands.some((command) =>
        ['accepted', 'present', 'in-progress', 'in-doubt', 'unknown'].includes(command.status),
      ),
  )
}

/** Steps to undo, latest first; reading-only steps have nothing to undo. */
export function stepsToUndo(run: RunState, runbook: Runbook): Step[] {
  const started = (step: Step) => stepOf(run, step.id).startedAt ?? ''
  return runbook.steps
    .filter((step) => step.wayBack !== 'none-needed' && hasEffect(stepOf(run, step.id)))
    .sort((a, b) => started(b).localeCompare(started(a)))
}
