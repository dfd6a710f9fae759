import type { Facts, ResolvedCommand } from '@/lib/domain/action/resolved'
import { resolveStep } from '@/lib/domain/run/resolve-step'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { executorContext, idempotencyKey, runIn } from './attempt'
import { withLimit } from './limit-signal'
import type { ExecutorContext, Observation, PinnedIncident } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'

/** What was seen of each command's target just before its intent, by index. Null: it could not be seen. */
export interface FirstLook {
  before: Record<number, Facts>
  seen: (Observation | null)[]
}

/**
 * Looks before acting: what undo must know, and whether the effect is in the world already. Reading is harmless, so it
 * comes before the intent; between intent and request nothing is waited for. A courtesy, not a condition: a target
 * that cannot be read may still be acted on, and answers to the act itself.
 */
export async function lookFirst(hands: Hands, incident: PinnedIncident): Promise<FirstLook> {
  const run = runIn(incident.state, hands.runId)
  const nothing: FirstLook = { before: {}, seen: [] }
  // What a person did outside is only verified.
  if (stepOf(run, hands.step.id).status === 'attested') return nothing
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, hands.step)
  if (!resolved.ok) return nothing
  const looks = await withLimit(hands.ports.clock, hands.signal, timing.lookFirst, (signal) =>
    Promise.all(resolved.commands.map((command, index) => lookAt(hands, incident, command, index, signal))),
  )
  return {
    before: Object.fromEntries(looks.flatMap(({ before }, index) => (before === null ? [] : [[index, before]]))),
    seen: looks.map(({ seen }) => seen),
  }
}

async function lookAt(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  index: number,
  signal: AbortSignal,
): Promise<{ before: Facts | null; seen: Observation | null }> {
  const executor = hands.ports.registry.action(command.action)
  const context: ExecutorContext = executorContext(hands, incident, command, signal)
  const [before, seen] = await Promise.all([
    ifReadable(async () => executor.before?.(command, context) ?? null),
    observeIfReadable(hands, incident, command, index, signal),
  ])
  return { before, seen }
}

/** Null when the target cannot be read. */
export function observeIfReadable(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  index: number,
  signal: AbortSignal,
): Promise<Observation | null> {
  const context = executorContext(hands, incident, command, signal)
  const executor = hands.ports.registry.action(command.action)
  return ifReadable(() => executor.observe(command, { ...context, idempotencyKey: idempotencyKey(hands, index) }))
}

async function ifReadable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ExecutorError) return null
    throw error
  }
}
