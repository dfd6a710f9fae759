import { ancestors, topologicalOrder } from '../plan/graph'
import type { Runbook, Step } from '../plan/schema/runbook'
import type {
  ApprovalRequestState,
  AttemptState,
  CommandState,
  CommandStatus,
  IncidentState,
  RunState,
  StepState,
} from './state'
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

/** Whether a step no longer bars those after it: done, by proof or on people's word, skipped, or unproven and accepted. */
export function isDone(state: IncidentState, run: RunState, runbook: Runbook, id: string): boolean {
  const step = stepOf(run, id)
  if (['succeeded', 'vouched', 'skipped'].includes(step.status)) return true
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

/** Whether a machine could take the step back, so that it has to know how before it acts. */
export function hasUndo({ wayBack }: Step): boolean {
  return wayBack === 'reversible' || wayBack === 'compensable'
}

/** Why a step is not begun whose undo would not know what to restore. */
export const noUndoData = 'no-undo-data'
/** It is there already, and an intent of it may have been lost: what was there before it, nobody knows. */
export const foundThereAlready = 'found-there'

/** The recorded acceptance that a step is done although no machine will know how to take it back. */
export function undoWaiver(state: IncidentState, run: RunState, id: string): string | null {
  return waiversOf(state, run, id).at(-1)?.statement ?? null
}

function waiversOf({ decisions }: IncidentState, run: RunState, id: string) {
  return decisions.filter((d) => d.kind === 'accept-no-undo' && d.runId === run.id && d.subject === id)
}

/** Whether it was begun on that: what was read before it is no state to go back to. */
export function wentWithoutUndo(state: IncidentState, run: RunState, id: string): boolean {
  const [waiver] = waiversOf(state, run, id)
  const first = stepOf(run, id).attempts.find(mayBeSent)
  return waiver !== undefined && (first === undefined || first.intended.sequence > waiver.sequence)
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

/** A certain no: seen absent, or the target's own word that it changed nothing. */
const changedNothing: readonly CommandStatus[] = ['absent', 'refused', 'busy']

/**
 * Everything but a certain no: an intent that nobody answered for may have been sent, and a target that cannot be
 * reached now may have taken what was sent before.
 */
export function mayHaveActed({ status, maybeSent, unsettled }: CommandState): boolean {
  if (status === 'absent' && unsettled) return true
  return status === 'unreachable' ? maybeSent : !changedNothing.includes(status)
}

/** Whether an act left, or may have left: one that certainly changed nothing does not count. */
export function mayBeSent({ kind, commands }: AttemptState): boolean {
  return kind === 'act' && commands.some(mayHaveActed)
}

/**
 * Steps whose act left, or may have left, and was let go of before anything told what became of it: a stop does that. They
 * wait for their turn like any other, and what was sent is looked for before anything of them is sent.
 */
export function sentAndUnread(run: RunState, runbook: Runbook): Step[] {
  return runbook.steps.filter(({ id }) => isSentAndUnread(stepOf(run, id)))
}

export function isSentAndUnread({ status, attempts }: StepState): boolean {
  const last = attempts.at(-1)
  return status === 'pending' && last?.kind === 'act' && last.ended !== null && attempts.some(mayBeSent)
}

/** When work on a step ended, or was let go of; null while it goes on. */
export function workedUntil(step: StepState): string | null {
  return step.endedAt ?? (isSentAndUnread(step) ? (step.attempts.at(-1)?.ended?.mark.at ?? null) : null)
}

/** Whether an act of the one-way step may have been sent: only then is there no loss left to decide about. */
export function mayHavePromoted(run: RunState, runbook: Runbook): boolean {
  return runbook.pointOfNoReturn !== null && stepOf(run, runbook.pointOfNoReturn).attempts.some(mayBeSent)
}

/**
 * The same of a try that the standing consent covers: what is tried again under it is looked for, and not decided about
 * anew. Consent that was asked for since is to another act, with a bound and checks of its own.
 */
export function mayHavePromotedUnder(
  run: RunState,
  runbook: Runbook,
  request: Pick<ApprovalRequestState, 'requested'> | null,
): boolean {
  if (runbook.pointOfNoReturn === null) return false
  const since = request?.requested.sequence ?? 0
  return stepOf(run, runbook.pointOfNoReturn).attempts.some(
    (attempt) => mayBeSent(attempt) && attempt.intended.sequence > since,
  )
}

/** Whether the step changed, or may have changed, something outside that was not undone since. */
export function hasEffect(step: StepState): boolean {
  if (step.status === 'undone' || isAnsweredFor(step)) return false
  // By a person, an earlier run or an entry that was lost: the journal does not know what was changed.
  if (step.otherHands !== null || step.withoutEntry !== null) return true
  if (step.status === 'vouched' || step.attested !== null) return true
  return step.attempts.some(mayBeSent)
}

/** Skipped after its undo had failed: a person answers for what is left. */
export function isAnsweredFor({ status, attempts }: StepState): boolean {
  return status === 'skipped' && attempts.at(-1)?.ended?.outcome === 'undo-failed'
}

/** Whether somebody had the step in hand, and gave it back, before a machine read what its undo would restore. */
export function wasInHandFirst({ inHandSince, attempts }: StepState): boolean {
  const first = attempts.find(mayBeSent)
  return inHandSince !== null && (first === undefined || first.intended.sequence > inHandSince.sequence)
}

/** Whether a try before this one changed, or may have changed, what the command is about. */
export function mayHaveActedBefore(step: StepState, attempt: number, index: number): boolean {
  return step.attempts.some(
    ({ kind, number, commands }) =>
      kind === 'act' &&
      number < attempt &&
      commands.some((command) => command.index === index && mayHaveActed(command)),
  )
}

/**
 * What an undo takes back, with the world as it was before the first act that may have left, whatever was seen of it
 * afterwards: a later try may already have seen its change, and work done by hand sends nothing.
 */
export function commandsToUndo(step: StepState): CommandState[] {
  const acts = step.attempts.filter(({ kind, commands }) => kind === 'act' && commands.length > 0)
  return (acts.at(-1)?.commands ?? []).map((command) => {
    const tries = acts.flatMap(({ commands }) => commands.filter(({ index }) => index === command.index))
    return tries.find((one) => one.maybeSent || mayHaveActed(one)) ?? command
  })
}

/** The one-way step may have happened and nobody knows: going back could leave two writers. */
export function pointOfNoReturnInDoubt(run: RunState, runbook: Runbook): boolean {
  if (runbook.pointOfNoReturn === null || run.pointOfNoReturn !== null) return false
  const step = stepOf(run, runbook.pointOfNoReturn)
  // Every try counts: that a later one was refused does not tell what became of an earlier one.
  const sent = step.attempts.some(mayBeSent)
  // A word that it was done by hand is no proof that it was, and none that it was not.
  return sent || step.otherHands !== null || step.attested !== null
}

/** Steps to undo, latest first by the journal's own order; reading-only steps have nothing to undo. */
export function stepsToUndo(run: RunState, runbook: Runbook): Step[] {
  const began = ({ id }: Step) => {
    const { attempts, otherHands, withoutEntry } = stepOf(run, id)
    // What has no entry at all was lost with the last ones: nothing came later.
    if (withoutEntry !== null) return Number.MAX_SAFE_INTEGER
    return attempts[0]?.intended.sequence ?? otherHands?.sequence ?? Number.MAX_SAFE_INTEGER
  }
  const place = new Map((topologicalOrder(runbook.steps) ?? []).map((id, index) => [id, index]))
  const placeOf = ({ id }: Step) => place.get(id) ?? 0
  return runbook.steps
    .filter((step) => step.wayBack !== 'none-needed' && hasEffect(stepOf(run, step.id)))
    .sort((a, b) => began(b) - began(a) || placeOf(b) - placeOf(a))
}

/** What is undone next: latest first, and nothing that a step rests on whose own undo has failed. Null: nothing now. */
export function nextToUndo(run: RunState, runbook: Runbook): Step | null {
  const left = stepsToUndo(run, runbook)
  const failed = left.filter(({ id }) => stepOf(run, id).status === 'undo-failed')
  const beneath = new Set(failed.flatMap(({ id }) => [...ancestors(runbook.steps, id)]))
  return left.find((step) => !failed.includes(step) && !beneath.has(step.id)) ?? null
}
