'use client'

import { useServerNow } from '@/components/ui/time/server-clock'
import { useLive } from './live-provider'

/** `stale`: the page hears nothing any more, and `now` (milliseconds, the server's time) stands where it last did. */
export interface KnownNow {
  now: number
  stale: boolean
}

/**
 * Until when a page knows what it shows: nothing goes on counting on what was true when the server was last heard.
 */
export function useKnownNow(): KnownNow {
  const now = useServerNow()
  const { connection, lastHeardOn } = useLive()
  return knownNow(connection === 'lost' || connection === 'signed-out', lastHeardOn, now)
}

export function knownNow(lost: boolean, lastHeardOn: string | null, now: number): KnownNow {
  if (!lost) return { now, stale: false }
  return { now: lastHeardOn === null ? now : Math.min(now, Date.parse(lastHeardOn)), stale: true }
}
