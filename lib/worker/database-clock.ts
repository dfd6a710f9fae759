import { setTimeout as sleep } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import type { Database } from '@/lib/db/client'
import { createKnownTime } from '@/lib/db/known-time'
import type { Clock } from '@/lib/engine/ports'

export interface DatabaseClock extends Clock {
  /** Asks the database for its time again; between two askings this machine's monotonic clock carries it on. */
  synchronise(): Promise<void>
}

/** The database's clock: leases, `sendBefore` and every age are on it, a machine's own may be wrong. */
export function createDatabaseClock(database: Database): DatabaseClock {
  const known = createKnownTime(database)
  return {
    now: () => known.now(),
    earliest: () => known.range()?.low ?? known.now(),
    evenSince: () => known.evenSince(),
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    async wait(milliseconds, signal) {
      if (milliseconds > 0) await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
    },
    timer(milliseconds, ring) {
      const timer = setTimeout(ring, milliseconds)
      return () => clearTimeout(timer)
    },
    synchronise: () => known.synchronise(),
  }
}
