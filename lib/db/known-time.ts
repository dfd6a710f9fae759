import { performance } from 'node:perf_hooks'
import { TimeEstimate, type TimeRange } from '@/lib/domain/time-estimate'
import type { ClockOffset } from '@/lib/domain/view/health'
import type { Database } from './client'
import { databaseTime } from './database-time'

/** The database's clock as this process knows it. */
export interface KnownTime {
  /** Asks the database again; between two askings this machine's monotonic clock carries the time on. */
  synchronise(): Promise<void>
  /** What it shows now; null before the first answer. */
  range(): TimeRange | null
  /** The middle of that range; before the first answer there is nothing better than this machine's own clock. */
  now(): number
  evenSince(): number
  /** How far this machine's own clock is off; null before the first answer. */
  offset(): ClockOffset | null
}

export function createKnownTime(database: Database): KnownTime {
  const estimate = new TimeEstimate()
  const range = () => estimate.at(performance.now())
  const middle = ({ low, high }: TimeRange) => Math.round((low + high) / 2)
  return {
    async synchronise() {
      const asked = performance.now()
      const now = await databaseTime(database)
      estimate.learn({ asked, heard: performance.now(), now: now.getTime() })
    },
    range,
    now() {
      const known = range()
      return known === null ? Date.now() : middle(known)
    },
    evenSince: () => estimate.evenSince(),
    offset() {
      const known = range()
      if (known === null) return null
      return { aheadMilliseconds: Date.now() - middle(known), within: Math.ceil((known.high - known.low) / 2) }
    },
  }
}
