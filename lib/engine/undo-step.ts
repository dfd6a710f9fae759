import type { ResolvedCommand } from '@/lib/domain/action/resolved'
import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { CommandState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { commandsOf, executorContext, idempotencyKey, isOpen, loadAttempt, openIn, quietAt, report } from './attempt'
import { withLimit } from './limit-signal'
import { observeIfReadable } from './look-first'
import type { PinnedIncident } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'

/**
 * Undoes one step, under an intent of its own. What cannot be undone by machine fails with that reason, for a person.
 * After a lost reply the target is looked at: what is absent is undone.
 */
export async function undoStep(hands: Hands, incident: PinnedIncident): Promise<void> {
  const { ports, step } = hands
  const point = `undo-${step.id}`
  await ports.reach('before-intent', point)
  const sendUntil = ports.clock.monotonic() + timing.sendWithin
  const intent = await hands.journal.record({
    type: 'intend-step',
    runId: hands.runId,
    step: step.id,
    kind: 'undo',
    before: {},
    sendWithinMilliseconds: timing.sendWithin,
  })
  if (!intent.ok) return
  await ports.reach('after-intent', point)
  const open = openIn(hands, { ...incident, state: intent.state })
  if (open === null) return
  const { number } = open.attempt
  if (isPersons(open, hands)) return void (await report(hands, number, forPeople(hands)))
  const commands = commandsOf(hands, open.incident, open.run)
  for (const state of open.attempt.commands) {
    const command = commands[state.index]
    if (command === undefined) continue
    await ports.reach('before-send', point)
    if (sendUntil <= ports.clock.monotonic() || hands.signal.aborted)
      return void (await report(hands, number, { type: 'withdraw-attempt', reason: 'not sent in time' }))
    const word = await undoCommand(hands, open, state, command, sendUntil)
    await ports.reach('after-reply', point)
    await report(hands, number, word)
    if (word.type === 'fail-undo') return
    if (word.type === 'doubt-command') return settleUndo(hands)
    await ports.reach('after-accepted', point)
  }
  await ports.reach('before-success', point)
  await report(hands, number, { type: 'finish-undo' })
  await ports.reach('after-success', point)
}

/** Work that no command of ours did, or that somebody took and has not given back: only a person can take it back. */
function isPersons({ attempt, run }: OpenAttempt, hands: Hands): boolean {
  const { takenOver, attested } = stepOf(run, hands.step.id)
  return attempt.commands.length === 0 || (takenOver?.sequence ?? 0) > (attested?.sequence ?? 0)
}

function forPeople({ step }: Hands): Word {
  const message = `A person has it in hand. ${step.rollback} Then skip it with what was done, or retry.`
  return { type: 'fail-undo', code: 'by-hand', message }
}

/** A busy target changed nothing: the undo is sent again under the same intent, as long as that lets anything leave. */
const betweenTries = 250

/** Sends one undo and says what came of it. */
async function undoCommand(
  hands: Hands,
  open: OpenAttempt,
  state: CommandState,
  command: ResolvedCommand,
  sendUntil: number,
): Promise<Word> {
  const { registry, clock } = hands.ports
  const executor = registry.action(command.action)
  if (executor.undo === undefined)
    return { type: 'fail-undo', code: 'no-undo', message: `${command.action} has no undo. ${hands.step.rollback}` }
  if (neverActed(open, hands, command, state.index)) {
    const nothing = await nothingToUndo(hands, open, state, command)
    if (nothing !== null) return nothing
  }
  // Not the act's signal: an undo that was begun is finished.
  const { undo } = executor
  try {
    const receipt = await withLimit(clock, null, timing.requestDeadline, (signal) =>
      undo(command, state.before, {
        ...executorContext(hands, open.incident, command, signal),
        idempotencyKey: `${idempotencyKey(hands, state.index)}/undo`,
        deadlineMilliseconds: timing.requestDeadline,
      }),
    )
    return { type: 'accept-command', command: state.index, ...receipt }
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    const { kind, code, message } = error
    if (kind === 'busy' && clock.monotonic() + betweenTries < sendUntil) {
      await clock.wait(betweenTries)
      return undoCommand(hands, open, state, command, sendUntil)
    }
    if (kind === 'in-doubt' || kind === 'aborted')
      return { type: 'doubt-command', command: state.index, reason: message }
    return { type: 'fail-undo', code, message }
  }
}

/** What the act did not reach, and what is not there or still cannot be seen, needs no undoing. Null when it is there. */
async function nothingToUndo(
  hands: Hands,
  open: OpenAttempt,
  { index }: CommandState,
  command: ResolvedCommand,
): Promise<Word | null> {
  const seen = await withLimit(hands.ports.clock, null, timing.lookFirst, (limit) =>
    observeIfReadable(hands, open.incident, command, index, limit),
  )
  if (seen?.effect === 'absent') return { type: 'observe-command', command: index, ...seen }
  if (seen !== null && seen.effect !== 'unknown') return null
  const message = 'the act did not reach it, and it cannot be seen'
  return { type: 'unreachable-command', command: index, code: 'unreachable', message }
}

/** A target that the act did not reach, by the journal, and that the plan lets be: there is nothing to take back. */
function neverActed({ run }: OpenAttempt, hands: Hands, command: ResolvedCommand, index: number): boolean {
  if (command.ifUnreachable !== 'continue') return false
  const acts = stepOf(run, hands.step.id).attempts.filter(({ kind }) => kind === 'act')
  return acts.every(({ commands }) => commands.every((c) => c.index !== index || c.status === 'unreachable'))
}

/** Takes up an undo an earlier holder left open, or one whose reply was lost: absent now means undone. */
export async function settleUndo(hands: Hands): Promise<void> {
  const { clock } = hands.ports
  const started = clock.monotonic()
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.kind !== 'undo') return
    const { number } = open.attempt
    if (isPersons(open, hands)) return void (await report(hands, number, forPeople(hands)))
    const waiting = open.attempt.commands.filter(isOpen)
    if (waiting.length === 0) return void (await report(hands, number, { type: 'finish-undo' }))
    const quiet = clock.now() >= quietAt(open.attempt)
    const looks = await Promise.all(waiting.map((state) => lookAtUndone(hands, open, state)))
    if (quiet && looks.includes('there'))
      return void (await report(hands, number, { type: 'withdraw-attempt', reason: 'not undone yet; tried again' }))
    if (looks.includes('gone')) continue
    const limit = scaleTime(open.incident.environment, hands.step.timeout) + timing.requestDeadline
    if (clock.monotonic() - started > limit) {
      const message = 'Whether it was undone could not be observed in time. Look at the target, then retry or skip.'
      return void (await report(hands, number, { type: 'fail-undo', code: 'in-doubt', message }))
    }
    await clock.wait(open.incident.environment.pollEvery)
  }
}

async function lookAtUndone(
  hands: Hands,
  open: OpenAttempt,
  state: CommandState,
): Promise<'gone' | 'there' | 'unseen'> {
  const command = commandsOf(hands, open.incident, open.run)[state.index]
  if (command === undefined) return 'unseen'
  const tell = (word: Word) => report(hands, open.attempt.number, word)
  try {
    const executor = hands.ports.registry.action(command.action)
    const seen = await withLimit(hands.ports.clock, null, timing.requestDeadline, (signal) =>
      executor.observe(command, {
        ...executorContext(hands, open.incident, command, signal),
        idempotencyKey: idempotencyKey(hands, state.index),
      }),
    )
    if (seen.effect !== 'absent') return 'there'
    await tell({ type: 'observe-command', command: state.index, ...seen })
    return 'gone'
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    if (!neverActed(open, hands, command, state.index)) return 'unseen'
    await tell({ type: 'unreachable-command', command: state.index, code: error.code, message: error.message })
    return 'gone'
  }
}
