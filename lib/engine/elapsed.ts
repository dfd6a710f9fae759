import type { AttemptState } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { timing } from './timing'

/** What is not certain of a span, where a clock was set or another process watched, counts once it is this much longer. */
const uncertain = 3

/**
 * Milliseconds of an attempt's window that are over since a moment its entries tell of, on the database's clock: taking
 * the attempt up does not begin it anew. Where this process took it up later than the span began, what it has known of
 * it counts, or a third of the whole: so take-overs make no window last for ever.
 */
export function elapsedSince({ ports: { clock }, step, seen }: Hands, attempt: AttemptState, from: number): number {
  const known = seen.knownFor(step.id, attempt, from)
  const now = clock.earliest()
  // An entry that lies ahead: the clock was set back.
  if (from > now + timing.clockError) return known
  // It was set while this process watched: what that lived through is certain, and what the clock jumped over is not.
  if (known > now - clock.evenSince()) return known
  return Math.max(now - Math.max(from, clock.evenSince()), (now - from) / uncertain)
}

/** When the last word came on what was sent, or the attempt began where nothing was: from there it is to prove itself. */
export function answeredAt({ intended, commands }: AttemptState): number {
  return Math.max(Date.parse(intended.at), ...commands.map(({ at }) => Date.parse(at)))
}

/** How long what became of an attempt is looked for from its intent, or from the abort that asks for it. */
export function settleWindow(timeout: number): number {
  return timeout + timing.sendWithin + 2 * timing.requestDeadline
}
