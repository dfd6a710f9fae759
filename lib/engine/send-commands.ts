import type { ResolvedCommand } from '@/lib/domain/action/resolved'
import { assertNever } from '@/lib/domain/assert-never'
import type { Hands, OpenAttempt } from './attempt'
import { commandsOf, executorContext, idempotencyKey, report } from './attempt'
import type { Observation } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'

export type Sent =
  /** Every command is accepted, was there already, or may be left to the predicates. */
  | 'sent'
  /** At least one outcome is unknown. */
  | 'doubtful'
  /** The attempt ended: failed, or withdrawn to be tried again. */
  | 'ended'

type CommandResult = 'sent' | 'doubtful' | 'refused' | 'busy'

/**
 * Sends an attempt's commands side by side, each observed first: what is already in the world is not sent again.
 * `sendUntil` is on this process's monotonic clock; a process that slept past it sends nothing.
 */
export async function sendCommands(hands: Hands, open: OpenAttempt, sendUntil: number): Promise<Sent> {
  // An attempt without commands only verifies: what was done by hand, or a step that only reads.
  const commands = open.attempt.commands.length === 0 ? [] : commandsOf(hands, open.incident, open.run)
  const results = await Promise.all(commands.map((command, index) => sendOne(hands, open, command, index, sendUntil)))
  const attempt = open.attempt.number
  const refused = results.find((result) => typeof result === 'object')
  if (results.includes('doubtful')) return 'doubtful'
  if (refused !== undefined && typeof refused === 'object') {
    await report(hands, attempt, { type: 'fail-step', code: refused.code, message: refused.message })
    return 'ended'
  }
  if (results.includes('busy')) {
    await report(hands, attempt, { type: 'withdraw-attempt', reason: 'the target was busy; it is tried again' })
    return 'ended'
  }
  return 'sent'
}

async function sendOne(
  hands: Hands,
  open: OpenAttempt,
  command: ResolvedCommand,
  index: number,
  sendUntil: number,
): Promise<Exclude<CommandResult, 'refused'> | { code: string; message: string }> {
  const { ports, step } = hands
  const executor = ports.registry.action(command.action)
  const attempt = open.attempt.number
  const key = idempotencyKey(hands, index)
  const context = (limit: number) =>
    executorContext(hands, open.incident, command, AbortSignal.any([hands.signal, AbortSignal.timeout(limit)]))

  const seen = await observeFirst(() =>
    executor.observe(command, { ...context(timing.sendWithin / 2), idempotencyKey: key }),
  )
  if (seen !== null && (seen.effect === 'present' || seen.effect === 'in-progress')) {
    const { effect, facts, outputs, detail } = seen
    await report(hands, attempt, { type: 'observe-command', command: index, effect, facts, outputs, detail })
    return 'sent'
  }

  await ports.reach('before-send', step.id)
  const left = sendUntil - ports.clock.monotonic()
  if (left <= 0 || hands.signal.aborted) {
    // Known, not seen: this process holds the attempt and has sent nothing.
    const detail = left <= 0 ? 'not sent: too late after its intent' : 'not sent: stopped'
    await report(hands, attempt, {
      type: 'observe-command',
      command: index,
      effect: 'absent',
      facts: {},
      outputs: {},
      detail,
    })
    return 'doubtful'
  }
  try {
    const receipt = await executor.execute(command, {
      ...context(timing.requestDeadline),
      idempotencyKey: key,
      deadlineMilliseconds: timing.requestDeadline,
    })
    await ports.reach('after-reply', step.id)
    await report(hands, attempt, { type: 'accept-command', command: index, ...receipt })
    await ports.reach('after-accepted', step.id)
    return 'sent'
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    return failed(hands, attempt, command, index, error)
  }
}

/** Looking before acting is a courtesy to the world, not a condition: an unreachable target answers to the act itself. */
async function observeFirst(observe: () => Promise<Observation>): Promise<Observation | null> {
  try {
    return await observe()
  } catch (error) {
    if (error instanceof ExecutorError) return null
    throw error
  }
}

async function failed(
  hands: Hands,
  attempt: number,
  command: ResolvedCommand,
  index: number,
  error: ExecutorError,
): Promise<Exclude<CommandResult, 'refused'> | { code: string; message: string }> {
  const { code, message, requestId } = error
  switch (error.kind) {
    case 'refused':
      await report(hands, attempt, { type: 'refuse-command', command: index, code, message, requestId, busy: false })
      return { code, message }
    case 'busy':
      await report(hands, attempt, { type: 'refuse-command', command: index, code, message, requestId, busy: true })
      return 'busy'
    case 'unreachable':
      await report(hands, attempt, { type: 'unreachable-command', command: index, code, message })
      return command.ifUnreachable === 'continue' ? 'sent' : { code, message }
    case 'in-doubt':
    case 'aborted':
      if (command.ifUnreachable === 'continue' && error.kind === 'in-doubt') {
        // The plan says that not reaching it is no failure; whether it acted is what the predicates ask.
        await report(hands, attempt, { type: 'unreachable-command', command: index, code, message })
        return 'sent'
      }
      await report(hands, attempt, { type: 'doubt-command', command: index, reason: message })
      return 'doubtful'
    default:
      return assertNever(error.kind, 'fault')
  }
}
