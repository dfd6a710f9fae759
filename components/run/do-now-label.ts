import type { KnownNow } from '@/components/live/use-known-now'
import { stepTime } from '@/lib/domain/view/format/duration'
import { utcClock } from '@/lib/domain/view/format/instant'

/** What stands above the one thing to do: that it is now, or as of when. `now` in milliseconds. */
export function doNowLabel(drill: boolean, known: KnownNow, now: number): string {
  if (!known.stale) return drill ? 'Do now, in the drill' : 'Do now'
  const age = stepTime(Math.max(0, now - known.now))
  return `Last known${drill ? ', in the drill' : ''}, at ${utcClock(new Date(known.now).toISOString())}, ${age} ago: it may be otherwise by now`
}
