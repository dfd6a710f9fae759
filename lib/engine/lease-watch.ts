import type { Clock, LeaseLook } from './ports'
import { timing } from './timing'

/**
 * Tells which leases may be taken: those that have run out, and those that nobody has renewed for longer than a lease
 * lasts by this process's own clock. The second finds the dead where the database's clock was set back.
 */
export class LeaseWatch {
  private readonly seen = new Map<string, { mark: string | null; since: number }>()

  constructor(private readonly clock: Clock) {}

  /** Those that may be taken, who has waited longest first. */
  free(looks: readonly LeaseLook[]): LeaseLook[] {
    const now = this.clock.monotonic()
    const free = looks.filter(({ stream, mark, over }) => {
      const known = this.seen.get(stream)
      if (known?.mark === mark) return over || now - known.since >= timing.unrenewed
      this.seen.set(stream, { mark, since: now })
      return over
    })
    return free.toSorted((a, b) => b.unattended - a.unattended)
  }

  /** Of streams that are no longer asked about nothing is kept. */
  keepOnly(streams: ReadonlySet<string>): void {
    for (const stream of this.seen.keys()) if (!streams.has(stream)) this.seen.delete(stream)
  }
}
