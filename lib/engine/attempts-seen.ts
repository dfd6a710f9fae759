import type { AttemptState } from '@/lib/domain/run/state'
import type { Clock } from './ports'

/** How long this process has known of each attempt, by its own clock: what counts where the database's was set back. */
export class AttemptsSeen {
  private readonly since = new Map<string, number>()
  private readonly quiet = new Set<string>()

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Milliseconds since this was first asked of that moment of the attempt, which its entries date. */
  knownFor(step: string, { number }: Pick<AttemptState, 'number'>, moment: number): number {
    const key = `${step} ${number} ${moment}`
    const now = this.clock.monotonic()
    const first = this.since.get(key) ?? now
    this.since.set(key, first)
    return now - first
  }

  /** Whether it was said that the attempt can act no more. */
  saidQuiet(step: string, { number }: Pick<AttemptState, 'number'>): boolean {
    return this.quiet.has(`${step} ${number}`)
  }

  sayQuiet(step: string, attempt: number): void {
    this.quiet.add(`${step} ${attempt}`)
  }
}
