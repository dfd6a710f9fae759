import type { KnownTime } from '@/lib/db/known-time'
import type { LiveTime } from '@/lib/domain/view/live-message'

/** A time that may be off by more is none. */
const toleratedMilliseconds = 2_000

export const unknownTime: LiveTime = { now: null, within: null }

/** The time that every clock and age of a page is on: the database's, as this process knows it, never this machine's. */
export function serverTime(known: KnownTime): LiveTime {
  const range = known.range()
  if (range === null) return unknownTime
  const within = Math.ceil((range.high - range.low) / 2)
  return within > toleratedMilliseconds ? unknownTime : { now: new Date(known.now()).toISOString(), within }
}
