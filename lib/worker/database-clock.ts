import { setTimeout as sleep } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import type { Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import type { Clock } from '@/lib/engine/ports'
import { TimeEstimate } from '@/lib/engine/time-estimate'

export interface DatabaseClock extends Clock {
  /** Asks the database for its time again; between two askings this machine's monotonic clock carries it on. */
  synchronise(): Promise<void>
}

/** The database's clock: leases, `sendBefore` and every age are on it, a machine's own may be wrong. */
export function createDatabaseClock(database: Database): DatabaseClock {
  const estimate = new TimeEstimate()
  // Before the first answer there is nothing better than this machine's own clock.
  const range = () => estimate.at(performance.now()) ?? { low: Date.now(), high: Date.now() }
  return {
    now() {
      const { low, high } = range()
      return Math.round((low + high) / 2)
    },
    earliest: () => range().low,
    evenSince: () => estimate.evenSince(),
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    async wait(milliseconds, signal) {
      if (milliseconds > 0) await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
    },
    timer(milliseconds, ring) {
      const timer = setTimeout(ring, milliseconds)
      return () => clearTimeout(timer)
    },
    async synchronise() {
      const asked = performance.now()
      const now = await databaseTime(database)
      estimate.learn({ asked, heard: performance.now(), now: now.getTime() })
    },
  }
}
