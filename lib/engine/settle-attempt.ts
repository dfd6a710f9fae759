import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import type { CommandState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { commandsOf, executorContext, idempotencyKey, isOpen, isQuiet, loadAttempt, report } from './attempt'
import { elapsedSince, settleWindow } from './elapsed'
import { finishAll } from './finish-all'
import { withLimit } from './limit-signal'
import { LookPause } from './look-pause'
import type { Observation } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'
import { isIncomplete, letGo } from './tries'

/**
 * Finds out what became of an attempt, by observation alone. The invariant: an attempt whose outcome is not known is
 * never followed by another. All there: given back, to be proven. Absent or partial: withdrawn, to be tried afresh. Not
 * to be told within the step's timeout: failed as in doubt, for a person to decide. Null: the attempt has ended.
 */
export async function settleAttempt(hands: Hands, number: number): Promise<OpenAttempt | null> {
  const { clock } = hands.ports
  const pause = new LookPause()
  let looked = false
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.number !== number) return null
    const { commands } = open.attempt
    const unsettled = commands.filter((command) => isOpen(command) || awaitsOutcome(hands, command))
    // What is missing is missed only once nothing that was sent can still arrive; until then it is looked at again.
    const late = commands.filter(
      ({ action, status, unsettled: still }) =>
        still &&
        (status === 'absent' || status === 'partial' || status === 'unreachable') &&
        // Looking again would tell no more; that the same may be asked again is all that is known.
        hands.ports.registry.action(action).blind !== true,
    )
    if (unsettled.length === 0 && late.length === 0) return (await conclude(hands, open)) ? open : null
    // Nothing is given up unseen, however long nobody could look.
    if (looked && isOver(hands, open)) return giveUp(hands, open, late.length > 0)
    const resolved = commandsOf(hands, open.incident, open.run)
    await finishAll(
      [...unsettled, ...late].map(async (state) => {
        const command = resolved[state.index]
        if (command !== undefined) await observeOnce(hands, open, state, command, pause)
      }),
    )
    looked = true
    await clock.wait(pause.next(open.incident.environment.pollEvery))
  }
}

/** Counted from the intent; whoever stops a run watches what it had under way for as long again. */
function isOver(hands: Hands, { attempt, run, incident }: OpenAttempt): boolean {
  const asked = hands.signal.aborted ? Date.parse(run.abort?.at ?? attempt.intended.at) : 0
  const from = Math.max(Date.parse(attempt.intended.at), asked)
  return elapsedSince(hands, attempt, from) > settleWindow(scaleTime(incident.environment, hands.step.timeout))
}

/** Aborted: the outcome is found out, the proof is left for later. The step may be taken up again. */
export async function settleAndStop(hands: Hands, number: number): Promise<void> {
  if ((await settleAttempt(hands, number)) !== null)
    await report(hands, number, { type: 'withdraw-attempt', reason: 'stopped by abort' })
}

/** While stopping, an accepted command that is still under way is watched to its end. */
function awaitsOutcome(hands: Hands, command: CommandState): boolean {
  return hands.signal.aborted && (command.status === 'in-progress' || command.status === 'accepted')
}

async function observeOnce(
  hands: Hands,
  open: OpenAttempt,
  state: CommandState,
  command: ResolvedCommand,
  pause: LookPause,
): Promise<void> {
  const executor = hands.ports.registry.action(command.action)
  // Before the look: what it sees must be from when nothing can arrive any more.
  const final = executor.blind !== true && isQuiet(hands, hands.step.id, open.attempt)
  // Not the act's own signal: that one may be aborted, and looking must still be possible.
  let seen: Observation
  try {
    seen = await withLimit(hands.ports.clock, null, timing.requestDeadline, (signal) =>
      executor.observe(command, {
        ...executorContext(hands, open.incident, command, signal),
        idempotencyKey: idempotencyKey(hands, state.index),
      }),
    )
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    pause.heard(error)
    seen = { effect: 'unknown', facts: {}, outputs: {}, detail: error.message }
  }
  // An accepted command that a look cannot confirm stays accepted: the target's word stands against our blindness.
  if (state.status === 'accepted' && seen.effect === 'unknown') return
  // The same again is news only once it is final.
  const same = seen.effect === (state.status === 'unreachable' ? 'unknown' : state.status)
  if (same && !(final && state.unsettled)) return
  const on = { command: state.index }
  const words: Word[] =
    seen.effect === 'unknown' && command.ifUnreachable === 'continue'
      ? [{ type: 'unreachable-command', ...on, code: 'unreachable', message: seen.detail, final }]
      : [{ type: 'observe-command', ...on, ...seen, final }]
  if (state.status === 'intended') words.unshift({ type: 'doubt-command', ...on, reason: 'no reply was recorded' })
  await report(hands, open.attempt.number, ...words)
}

/** True when all of it is in the world; else the attempt has been ended. */
async function conclude(hands: Hands, open: OpenAttempt): Promise<boolean> {
  const { attempt } = open
  const resolved = attempt.commands.length === 0 ? [] : commandsOf(hands, open.incident, open.run)
  const failed = attempt.commands.find(
    ({ status, index }) =>
      status === 'refused' || (status === 'unreachable' && resolved[index]?.ifUnreachable === 'fail'),
  )
  if (failed !== undefined) {
    const { status, code, message } = failed
    await report(hands, attempt.number, { type: 'fail-step', code: code ?? status, message: message ?? status })
    return false
  }
  if (!attempt.commands.some(isIncomplete)) return true
  const partial = attempt.commands.find(({ status }) => status === 'partial')
  await letGo(hands, open, `observed: ${partial?.message ?? 'not in the world'}`)
  return false
}

async function giveUp(hands: Hands, open: OpenAttempt, mayArrive: boolean): Promise<OpenAttempt | null> {
  // The target has said yes; that it is not finished in time is for the predicates, or for whoever resumes.
  if (!mayArrive && !open.attempt.commands.some(isOpen)) return open
  await report(hands, open.attempt.number, {
    type: 'fail-step',
    code: 'in-doubt',
    message: 'Whether it took effect could not be observed in time. Look at the target before anything else.',
  })
  return null
}
