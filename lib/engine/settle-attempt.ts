import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { ResolvedCommand } from '@/lib/domain/action/resolved'
import type { CommandState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt } from './attempt'
import { commandsOf, executorContext, idempotencyKey, isOpen, loadAttempt, report } from './attempt'
import type { Observation } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'

export type Settled = 'in-the-world' | 'ended'

/**
 * Finds out what became of an attempt, by observation alone. The invariant: an attempt whose outcome is not known is
 * never followed by another. All there: it goes on to be proven. All absent: withdrawn, to be tried afresh. Not to be
 * told within the step's timeout: failed as in doubt, for a person to decide.
 */
export async function settleAttempt(hands: Hands, number: number): Promise<Settled> {
  const { clock } = hands.ports
  const started = clock.monotonic()
  let doubted = false
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.number !== number) return 'ended'
    doubted ||= open.attempt.commands.some(isOpen)
    const unsettled = open.attempt.commands.filter((command) => isOpen(command) || awaitsOutcome(hands, command))
    // Absent is final only once nothing that was sent can still arrive; until then it is looked at again.
    const quiet = Date.parse(open.attempt.sendBefore) + timing.requestDeadline
    const late = doubted && clock.now() < quiet ? open.attempt.commands.filter((c) => c.status === 'absent') : []
    if (unsettled.length === 0 && late.length === 0) return conclude(hands, open)
    const commands = commandsOf(hands, open.incident, open.run)
    for (const state of [...unsettled, ...late]) {
      const command = commands[state.index]
      if (command !== undefined) await observeOnce(hands, open, state, command)
    }
    const limit = scaleTime(open.incident.environment, hands.step.timeout)
    if (clock.monotonic() - started > limit + timing.requestDeadline) return giveUp(hands, number)
    await clock.wait(open.incident.environment.pollEvery)
  }
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
): Promise<void> {
  const number = open.attempt.number
  const executor = hands.ports.registry.action(command.action)
  // Not the act's own signal: that one may be aborted, and looking must still be possible.
  const context = executorContext(hands, open.incident, command, AbortSignal.timeout(timing.requestDeadline))
  const idempotency = idempotencyKey(hands, state.index)
  let seen: Observation
  try {
    seen = await executor.observe(command, { ...context, idempotencyKey: idempotency })
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    seen = { effect: 'unknown', facts: {}, outputs: {}, detail: error.message }
  }
  // An accepted command that a look cannot confirm stays accepted: the target's word stands against our blindness.
  if (state.status === 'accepted' && seen.effect === 'unknown') return
  if (seen.effect === state.status) return
  if (seen.effect === 'unknown' && command.ifUnreachable === 'continue') {
    const code = 'unreachable'
    await report(hands, number, { type: 'unreachable-command', command: state.index, code, message: seen.detail })
    return
  }
  if (state.status === 'intended')
    await report(hands, number, { type: 'doubt-command', command: state.index, reason: 'no reply was recorded' })
  await report(hands, number, { type: 'observe-command', command: state.index, ...seen })
}

async function conclude(hands: Hands, open: OpenAttempt): Promise<Settled> {
  const { attempt } = open
  const refused = attempt.commands.find((command) => command.status === 'refused')
  if (refused !== undefined) {
    const { code, message } = refused
    await report(hands, attempt.number, { type: 'fail-step', code: code ?? 'refused', message: message ?? 'refused' })
    return 'ended'
  }
  const missing = attempt.commands.filter((c) => c.status === 'absent' || c.status === 'busy')
  const stopped = hands.signal.aborted && attempt.commands.length === 0
  if (missing.length > 0 || stopped) {
    const reason = stopped ? 'stopped by abort' : 'observed: not in the world'
    await report(hands, attempt.number, { type: 'withdraw-attempt', reason })
    return 'ended'
  }
  return 'in-the-world'
}

async function giveUp(hands: Hands, number: number): Promise<Settled> {
  await report(hands, number, {
    type: 'fail-step',
    code: 'in-doubt',
    message: 'Whether it took effect could not be observed in time. Look at the target before anything else.',
  })
  return 'ended'
}
