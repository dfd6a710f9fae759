import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import { assertNever } from '@/lib/domain/assert-never'
import { mayHaveActedBefore, noUndoData } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { commandsOf, idempotencyKey, loadAttempt, report } from './attempt'
import { finishAll } from './finish-all'
import { withLimit } from './limit-signal'
import { isThere, observeIfReadable } from './look-first'
import type { KeptLook } from './look-until-kept'
import { ExecutorError } from './ports'
import type { IntentTimes } from './moment'
import { SendGate } from './send-gate'
import { timing } from './timing'
import { letGo } from './tries'

export type Sent =
  /** Every command is accepted, was there already, or may be left to the predicates. */
  | 'sent'
  /** At least one outcome is unknown. */
  | 'doubtful'
  /** The attempt ended: failed, or withdrawn to be tried again. */
  | 'ended'

type CommandResult = 'sent' | 'doubtful' | 'busy' | { code: string; message: string }

/** Sends an attempt's commands side by side; what was seen to be in the world already is not sent again. */
export async function sendCommands(
  hands: Hands,
  open: OpenAttempt,
  first: Pick<KeptLook, 'seen' | 'spared'>,
  times: IntentTimes,
): Promise<Sent> {
  // An attempt without commands only verifies: what was done by hand, or a step that only reads.
  const commands = open.attempt.commands.length === 0 ? [] : commandsOf(hands, open.incident, open.run)
  const results = await finishAll(
    commands.map((command, index) => hands.wire.hold(() => sendOne(hands, open, command, index, first, times))),
  )
  if (results.includes('doubtful')) return 'doubtful'
  const refused = results.find((result) => typeof result === 'object')
  if (typeof refused === 'object') {
    await report(hands, open.attempt.number, { type: 'fail-step', ...refused })
    return 'ended'
  }
  if (!results.includes('busy')) return 'sent'
  const current = await loadAttempt(hands)
  if (current !== null) await letGo(hands, current, 'the target was busy; it is tried again')
  return 'ended'
}

async function sendOne(
  hands: Hands,
  open: OpenAttempt,
  command: ResolvedCommand,
  index: number,
  first: Pick<KeptLook, 'seen' | 'spared'>,
  times: IntentTimes,
): Promise<CommandResult> {
  const { ports, step } = hands
  const seen = first.seen[index] ?? null
  const tell = (word: Word) => report(hands, open.attempt.number, word)
  if (seen !== null && isThere(seen)) {
    await tell({ type: 'observe-command', command: index, ...seen, final: false })
    return 'sent'
  }
  const spared = first.spared[index]
  if (spared !== undefined) {
    const message = `not sent, since undo would not know what was there before: ${spared}`
    await tell({ type: 'unreachable-command', command: index, code: noUndoData, message })
    return 'sent'
  }
  // A look is a courtesy for the first try only: what an earlier one may have done is never done again unseen.
  const blind = seen === null || seen.effect === 'unknown'
  if (blind && mayHaveActedBefore(stepOf(open.run, step.id), open.attempt.number, index)) {
    await tell({ type: 'doubt-command', command: index, reason: 'an earlier try may have done it; it cannot be seen' })
    return 'doubtful'
  }
  await ports.reach('before-send', step.id)
  const gate = new SendGate(hands, open, times)
  try {
    const receipt = await gate.send(command, idempotencyKey(hands, index), (context) =>
      ports.registry.action(command.action).execute(command, context),
    )
    await ports.reach('after-reply', step.id)
    await tell({ type: 'accept-command', command: index, ...receipt })
    await ports.reach('after-accepted', step.id)
    return 'sent'
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    if (!gate.heldBack) return failed(hands, open, command, index, error)
    // Known, not seen: this process holds the attempt and has sent nothing.
    const known = { effect: 'absent', facts: {}, outputs: {}, detail: error.message, final: true } as const
    await tell({ type: 'observe-command', command: index, ...known })
    return 'doubtful'
  }
}

async function failed(
  hands: Hands,
  open: OpenAttempt,
  command: ResolvedCommand,
  index: number,
  error: ExecutorError,
): Promise<CommandResult> {
  const { code, message, requestId } = error
  const tell = (word: Word) => report(hands, open.attempt.number, word)
  const on = { command: index, code, message }
  switch (error.kind) {
    case 'refused':
      await tell({ type: 'refuse-command', ...on, requestId, busy: false })
      return { code, message }
    case 'busy':
      await tell({ type: 'refuse-command', ...on, requestId, busy: true })
      return 'busy'
    case 'unreachable':
      await tell({ type: 'unreachable-command', ...on })
      return command.ifUnreachable === 'continue' ? 'sent' : { code, message }
    case 'in-doubt':
    case 'aborted':
      if (command.ifUnreachable === 'continue' && error.kind === 'in-doubt') {
        await lookOnce(hands, open, command, index, error)
        return 'sent'
      }
      await tell({ type: 'doubt-command', command: index, reason: message })
      return 'doubtful'
    default:
      return assertNever(error.kind, 'fault')
  }
}

/**
 * The plan says that not reaching this target is no failure, so nothing waits for it: a broken reply is looked after
 * once, silence is not. Whether it acted is then what the predicates ask.
 */
async function lookOnce(
  hands: Hands,
  open: OpenAttempt,
  command: ResolvedCommand,
  index: number,
  error: ExecutorError,
): Promise<void> {
  const { code, message } = error
  const silent = code === 'deadline'
  const seen = silent
    ? null
    : await withLimit(hands.ports.clock, hands.signal, timing.lookFirst, (signal) =>
        observeIfReadable(hands, open.incident, command, index, signal),
      )
  const there = seen !== null && (seen.effect === 'present' || seen.effect === 'in-progress')
  const words: Word[] = [{ type: 'doubt-command', command: index, reason: message }]
  if (seen !== null && (there || seen.effect === 'partial'))
    words.push({ type: 'observe-command', command: index, ...seen, final: false })
  if (!there) words.push({ type: 'unreachable-command', command: index, code, message })
  await report(hands, open.attempt.number, ...words)
}
