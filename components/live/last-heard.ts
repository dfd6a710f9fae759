import type { LiveBeat } from '@/lib/domain/view/live-message'

export interface LastHeard {
  /** When the journal was last heard, on this browser's clock; null before the first word. */
  lastHeardAt: number | null
  /** The same moment on the server's clock; null where that is not known. */
  lastHeardOn: string | null
}

/** The journal was heard at this moment of the browser, with a beat or without. */
export function heardNow(known: LastHeard, at: number, now: string | null): LastHeard {
  return { lastHeardAt: at, lastHeardOn: now ?? onServer(known, at) }
}

/**
 * The server lives, and what it shows is no longer live: since the journal was last heard, not since it said so. A page
 * that was cut off before that (`wasLive` false) is as old as what it last heard itself.
 */
export function heardUntil(known: LastHeard, wasLive: boolean, beat: LiveBeat, at: number): LastHeard {
  const asIs = { lastHeardAt: known.lastHeardAt, lastHeardOn: known.lastHeardOn }
  if (beat.downFor === undefined) return asIs
  const told = at - beat.downFor
  if (!wasLive && known.lastHeardAt !== null && known.lastHeardAt <= told) return asIs
  const byBeat = beat.now === null ? null : new Date(Date.parse(beat.now) - beat.downFor).toISOString()
  return { lastHeardAt: told, lastHeardOn: byBeat ?? onServer(known, told) }
}

function onServer({ lastHeardAt, lastHeardOn }: LastHeard, at: number): string | null {
  if (lastHeardAt === null || lastHeardOn === null) return null
  return new Date(Date.parse(lastHeardOn) + at - lastHeardAt).toISOString()
}
