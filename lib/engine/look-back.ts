import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import type { CommandState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt } from './attempt'
import { executorContext, idempotencyKey } from './attempt'
import { withLimit } from './limit-signal'
import type { Observation, PinnedIncident } from './ports'
import { ExecutorError } from './ports'

/** What is left of a command's effect, by its own executor. Null: that kind has no way back to look at. */
export async function lookBack(
  hands: Hands,
  incident: PinnedIncident,
  { index, before }: CommandState,
  command: ResolvedCommand,
  milliseconds: number,
): Promise<Observation | null> {
  const { undone } = hands.ports.registry.action(command.action)
  if (undone === undefined) return null
  // Not the act's signal: looking must be possible after an abort.
  return withLimit(hands.ports.clock, null, milliseconds, (signal) =>
    undone(command, before, {
      ...executorContext(hands, incident, command, signal),
      idempotencyKey: idempotencyKey(hands, index),
    }),
  )
}

/** What a look that failed tells: nothing, where the target is to blame. */
export function unseen(error: unknown): null {
  if (error instanceof ExecutorError) return null
  throw error
}

/** A target that no act reached, by the journal, and that the plan lets be: unseen, there is nothing to take back. */
export function neverReached({ run }: OpenAttempt, hands: Hands, command: ResolvedCommand, index: number): boolean {
  const step = stepOf(run, hands.step.id)
  // Whoever had it in hand may have reached it.
  if (command.ifUnreachable !== 'continue' || step.inHandSince !== null) return false
  const acts = step.attempts.filter(({ kind }) => kind === 'act')
  const tries = acts.flatMap(({ commands }) => commands.filter((one) => one.index === index))
  return tries.every(({ status, maybeSent }) => status === 'unreachable' && !maybeSent)
}
