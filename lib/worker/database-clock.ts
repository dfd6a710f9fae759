import { setTimeout as sleep } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import type { Database } from '@/lib/db/client'
import type { Clock } from '@/lib/engine/ports'

export interface DatabaseClock extends Clock {
  /** Asks the database for its time again; between two askings this machine's monotonic clock carries it on. */
  synchronise(): Promise<void>
}

/** The database's clock as this process best knows it: leases and `sendBefore` are on it, a wall clock may be wrong. */
export function createDatabaseClock(database: Database): DatabaseClock {
  let offset = Date.now() - performance.now()
  return {
    now: () => Math.round(performance.now() + offset),
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
      const before = performance.now()
      const rows = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
      const after = performance.now()
      const now = rows[0]?.now
      if (now !== undefined) offset = now.getTime() - (before + after) / 2
    },
  }
}
