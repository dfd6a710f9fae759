import type { Step } from '../../plan/schema/runbook'
import { isManual, isSentAndUnread, unprovenAcceptance, waitsOf } from '../../run/ready'
import { cameTrue } from '../../run/proofs'
import { requestFor, requestStatus, ruleFor } from '../../run/approval'
import { changedSince } from '../../run/covering'
import { agedSinceGo } from '../../run/go-again'
import { needsConsent } from '../../run/step-approval'
import { resolveStep } from '../../run/resolve-step'
import type { Runbook } from '../../plan/schema/runbook'
import type { RunState, StepState } from '../../run/state'
import { stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { rolesIn } from '../incident-input'
import { dutyTitle, listWords } from '../names'
import { unreadStep } from '../unread-step'
import { contentNow } from './content-now'

export type StatusKind = 'ok' | 'warning' | 'breached' | 'unknown' | 'running' | 'waiting'

export interface StepWord {
  status: StatusKind
  word: string
}

/** A step's state as one of the six statuses and the word for it. */
export function stepWord(input: IncidentInput, run: RunState | null, runbook: Runbook, step: Step): StepWord {
  if (run === null) return { status: 'waiting', word: 'waiting' }
  const current = stepOf(run, step.id)
  if (current.status === 'failed' && cameTrue(run, runbook, step.id))
    return { status: 'warning', word: 'came true late' }
  if (current.status !== 'failed' && current.proof?.verdict === 'unmet')
    return { status: 'breached', word: 'no longer holds' }
  if (current.status !== 'failed' && current.proof?.verdict === 'unknown')
    return { status: 'unknown', word: 'can no longer be told' }
  switch (current.status) {
    case 'pending':
      if (isSentAndUnread(current)) return { status: 'unknown', word: 'sent, outcome not known' }
      return { status: 'waiting', word: run.goingBack !== null && run.ended !== null ? 'not run' : 'waiting' }
    case 'running':
      if (unreadStep(input, run, step) !== null) return { status: 'unknown', word: 'cannot be read' }
      return { status: 'running', word: 'running' }
    case 'in-doubt':
      return { status: 'unknown', word: 'in doubt' }
    case 'succeeded':
      return { status: 'ok', word: 'done' }
    case 'unproven':
      return unprovenAcceptance(input.state, run, runbook, step.id) === null
        ? { status: 'unknown', word: 'unproven' }
        : { status: 'warning', word: 'unproven, accepted' }
    case 'failed':
      return { status: 'breached', word: 'failed' }
    case 'skipped':
      return { status: 'warning', word: 'skipped' }
    case 'taken-over':
      return { status: 'running', word: 'by hand' }
    case 'attested':
      if (unreadStep(input, run, step) !== null) return { status: 'unknown', word: 'attested, cannot be read' }
      return { status: 'running', word: 'attested, checking' }
    case 'vouched':
      if (current.withoutEntry !== null)
        return current.withoutEntry.untold
          ? { status: 'unknown', word: 'may be in the world' }
          : { status: 'warning', word: 'done, without an entry' }
      return { status: 'warning', word: "done, on people's word" }
    case 'undoing':
      return { status: 'running', word: 'undoing' }
    case 'undone':
      return { status: 'waiting', word: 'undone' }
    case 'undo-failed':
      return { status: 'breached', word: 'undo failed' }
  }
}

/** What the step still waits for, shortest words first: `S10`, `GO`, `an approval`. Empty when its turn has come. */
export function waitWords(input: IncidentInput, run: RunState | null, runbook: Runbook, step: Step): string[] {
  if (run === null) return step.after.length > 0 ? [listWords(step.after)] : ['arming']
  const waits = waitsOf(input.state, run, runbook, step)
  const steps = waits.flatMap((wait) => (wait.for === 'step' ? [wait.step] : []))
  const words = steps.length > 0 ? [listWords(steps)] : []
  for (const wait of waits) {
    if (wait.for === 'go') words.push('GO')
    if (wait.for === 'pause') words.push('the pause to end')
    if (wait.for === 'person') words.push('the person who took it')
    if (wait.for === 'acceptance') words.push(`acceptance by ${dutyTitle(input.plan, wait.duty)}`)
  }
  if (needsConsent(runbook, step) && run.go !== null && !standsApproved(input, run, runbook, step))
    words.push('a fresh approval')
  if (words.length > 0) return words
  if (isManual(step)) return [dutyTitle(input.plan, step.duty)]
  const resolved = resolveStep(input.plan, input.environment, input.state, run, step)
  // What is later is named as what it waits for; what plan and environment lack is a sentence of its own.
  if (resolved.ok) return []
  return [resolved.later ? resolved.problem : `what cannot come: ${resolved.problem}`]
}

/** Whether the step would be sent on the consent that was given: it stands, and is still to what would run. */
export function standsApproved(input: IncidentInput, run: RunState, runbook: Runbook, step: Step): boolean {
  const { state, now } = input
  const request = requestFor(state, run, step.id)
  const rule = ruleFor(runbook, step.id)
  if (request === null || rule === null) return false
  const rolesOf = rolesIn(input)
  if (requestStatus(state, request, rolesOf, now) !== 'approved') return false
  if (agedSinceGo(state, run, runbook, request, { rolesOf, now }) !== null) return false
  const { content } = contentNow(input, run, runbook, rule)
  const steps = content.steps.filter((covered) => covered.step === step.id)
  return changedSince(request, { ...content, steps }) === null
}

export function isActive(step: StepState): boolean {
  return ['running', 'in-doubt', 'taken-over', 'attested', 'undoing', 'failed', 'undo-failed'].includes(step.status)
}
