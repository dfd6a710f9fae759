import type { AttemptState } from '@/lib/domain/run/state'
import type { Clock } from './ports'
import { timing } from './timing'

/** How long this process has known of each attempt, by its own clock: what counts where the database's was set back. */
export class AttemptsSeen {
  private readonly since = new Map<string, number>()
  private readonly tellAgainAt = new Map<string, number>()

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Milliseconds since this was first asked of that moment of the attempt, which its entries date. */
  knownFor(step: string, { number }: Pick<AttemptState, 'number'>, moment: number): number {
    const key = `${step} ${number} ${moment}`
    const now = this.clock.monotonic()
    const first = this.since.get(key) ?? now
    this.since.set(key, first)
    return now - first
  }

  /** Whether it is to be said that the attempt can act no more: again, where that was refused, or lost with commits. */
  mayTellQuiet(step: string, { number, intended }: Pick<AttemptState, 'number' | 'intended'>): boolean {
    const key = `${step} ${number} ${intended.sequence} ${intended.at}`
    const now = this.clock.monotonic()
    if (now < (this.tellAgainAt.get(key) ?? 0)) return false
    this.tellAgainAt.set(key, now + timing.askAgain)
    return true
  }
}
