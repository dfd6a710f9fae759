import type { Facts, ResolvedCommand } from '@/lib/domain/system/resolved'
import { resolveStep } from '@/lib/domain/run/resolve-step'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { executorContext, idempotencyKey, runIn } from './attempt'
import { finishAll } from './finish-all'
import { withLimit } from './limit-signal'
import type { ExecutorContext, Observation, PinnedIncident } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'

/** What was seen of each command's target just before its intent, by index. Null: it could not be seen. */
export interface FirstLook {
  before: Record<number, Facts>
  seen: (Observation | null)[]
  /** Why what undo must know of a command could not be had, by index. */
  silence: Record<number, ExecutorError>
}

/**
 * Looks before acting: what undo must know, and whether the effect is in the world already. Reading is harmless, so it
 * comes before the intent; between intent and request nothing is waited for. Whether the effect is there is a
 * courtesy: a target that cannot be read answers to the act itself. What undo must know is a condition.
 */
export async function lookFirst(hands: Hands, incident: PinnedIncident): Promise<FirstLook> {
  const run = runIn(incident.state, hands.runId)
  const nothing: FirstLook = { before: {}, seen: [], silence: {} }
  // What a person did outside is only verified.
  if (stepOf(run, hands.step.id).status === 'attested') return nothing
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, hands.step)
  if (!resolved.ok) return nothing
  const looks = await withLimit(hands.ports.clock, hands.signal, timing.lookFirst, (signal) =>
    finishAll(resolved.commands.map((command, index) => lookAt(hands, incident, command, index, signal))),
  )
  const kept = looks.flatMap(({ before }, index) =>
    before === null || before instanceof ExecutorError ? [] : [[index, before] as const],
  )
  const silence = looks.flatMap(({ before }, index) =>
    before instanceof ExecutorError ? [[index, before] as const] : [],
  )
  return {
    before: Object.fromEntries(kept),
    seen: looks.map(({ seen }) => seen),
    silence: Object.fromEntries(silence),
  }
}

async function lookAt(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  index: number,
  signal: AbortSignal,
): Promise<{ before: Facts | ExecutorError | null; seen: Observation | null }> {
  const executor = hands.ports.registry.action(command.action)
  const context: ExecutorContext = executorContext(hands, incident, command, signal)
  const keep = async () => executor.before?.(command, context) ?? null
  const [before, seen] = await finishAll([
    keep().catch((error: unknown) => {
      if (error instanceof ExecutorError) return error
      throw error
    }),
    observeIfReadable(hands, incident, command, index, signal),
  ])
  return { before, seen }
}

/** Nothing is sent where the effect is in the world already, or on its way into it. */
export function isThere(seen: Observation | null): boolean {
  return seen !== null && (seen.effect === 'present' || seen.effect === 'in-progress')
}

/** Null when the target cannot be read. */
export function observeIfReadable(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  index: number,
  signal: AbortSignal,
  generation?: number,
): Promise<Observation | null> {
  const own = executorContext(hands, incident, command, signal)
  const context = generation === undefined ? own : { ...own, generation }
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
