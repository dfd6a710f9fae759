import type { PersonCommand } from '../commands'
import { heldOff, heldOffUntil } from '../holds-off'
import { actByHandRefusal, attestRefusal, confirmRefusal, type InHand, takeOverRefusal, tookOver } from '../in-hand'
import { wordDigest } from '../proposal'
import { isDone } from '../ready'
import { resolveStep } from '../resolve-step'
import { currentAttempt, stepOf } from '../state'
import { needsConsent, stepConsent } from '../step-approval'
import { unsaid } from '../unsaid'
import type { DecideContext, Decision } from './decision'
import { accept, refuse } from './decision'

type Of<T> = Extract<PersonCommand, { type: T }>

export function takeOverStep(scene: InHand, command: Of<'take-over-step'>, context: DecideContext): Decision {
  const { state, run, runbook, step } = scene
  const current = stepOf(run, step.id)
  if (isDone(state, run, runbook, step.id)) return refuse('already-done', `${step.id} is done.`)
  // Whoever may do what two people approved may take it from whoever cannot go on with it.
  if (current.status === 'taken-over' && (!needsConsent(runbook, step) || tookOver(scene)))
    return refuse('already-done', `${step.id} is in a person's hands.`)
  if (currentAttempt(current)?.kind === 'undo') return refuse('not-now', 'The step is being undone.')
  if (run.go === null && step.phase !== 'arm' && step.phase !== 'declare') return refuse('not-now', 'GO was not given.')
  const refusal = takeOverRefusal(scene)
  if (refusal !== null) return { ok: false, refusal }
  // By hand is no way around two persons: what destroys is released only to be done as it was approved.
  const resolved = resolveStep(context.plan, context.environment, state, run, step)
  const consent = stepConsent(state, run, runbook, step, resolved.ok ? resolved.commands : [], context)
  if (!consent.ok) return { ok: false, refusal: consent.refusal }
  const { now, clock = now, serverSince = null, loss } = context
  const held = needsConsent(runbook, step) ? heldOffUntil(serverSince, clock) : null
  if (held !== null) return { ok: false, refusal: heldOff(serverSince, held) }
  const barred = actByHandRefusal(scene, loss, now)
  if (barred !== null) return { ok: false, refusal: barred }
  return accept({ type: 'step.takenOver', payload: { runId: run.id, step: step.id, reason: command.reason } })
}

/** Somebody's word. It proves nothing: readings do, or, for the one-way step, a second person. */
export function attestStep(scene: InHand, command: Of<'attest-step'>): Decision {
  const { run, step } = scene
  if (stepOf(run, step.id).status !== 'taken-over') return refuse('not-now', `Nobody has taken ${step.id} over.`)
  const refusal = attestRefusal(scene)
  if (refusal !== null) return { ok: false, refusal }
  const missing = step.attest === undefined ? [] : unsaid(step.attest, command.statement)
  if (missing.length > 0)
    return refuse('bad-input', `${step.id} is attested sentence by sentence. Confirm each, or leave it open.`, missing)
  return accept({ type: 'step.attested', payload: { runId: run.id, step: step.id, statement: command.statement } })
}

/** Only by a second person, or by what is read, is there no way back any more. */
export function confirmStep(scene: InHand, { digest }: Of<'confirm-step'>, { now }: DecideContext): Decision {
  const refusal = confirmRefusal(scene)
  if (refusal !== null) return { ok: false, refusal }
  const { run, step } = scene
  const { attested } = stepOf(run, step.id)
  if (attested === null || wordDigest(attested) !== digest)
    return refuse('not-now', `That is not what was attested of ${step.id}. Read it again.`)
  const payload = { runId: run.id, step: step.id, at: now, requestId: null, confirmed: true as const }
  return accept({ type: 'run.pointOfNoReturnCrossed', payload })
}
