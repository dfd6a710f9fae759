import type { Verdict } from '../run/events/facts'

/** What is remembered of one gate between two looks. */
export interface Calm {
  /** When it got worse, as far back as counts. */
  turns: readonly string[]
  /** The better verdict that has to hold, since when it does, and when it was last seen to. */
  better: { verdict: Verdict; since: string; last: string } | null
}

export const atFirst: Calm = { turns: [], better: null }

/** Looks that are further apart than this, milliseconds, leave a hole, unless they are meant to be. */
export const hole = 5_000

const countsFor = 600_000
const longestHold = 60_000

/** From good to bad: a gate has to be met, a fact that speaks against something must not be. */
export const wanted: readonly Verdict[] = ['met', 'unknown', 'unmet']
export const unwanted: readonly Verdict[] = ['unmet', 'unknown', 'met']

/**
 * The verdict to record of a gate that may flap: a worse one at once, a better one only after it has held, the longer
 * the oftener it turned. A gate that never turned is believed at once. `stretch` is the time scale. A hold with a hole of
 * more than `apart` milliseconds, in which nobody looked, is none: it begins anew.
 */
export function calmVerdict(
  recorded: Verdict,
  seen: Verdict,
  { turns, better }: Calm,
  now: string,
  badness: readonly Verdict[],
  stretch: (milliseconds: number) => number,
  apart = hole,
): { verdict: Verdict; calm: Calm } {
  const at = Date.parse(now)
  const recent = turns.filter((turn) => at - Date.parse(turn) < stretch(countsFor))
  // A better one that did not hold is another turn, though none is recorded.
  if (seen === recorded)
    return {
      verdict: recorded,
      calm: { turns: better === null ? recent : [...recent.slice(0, -1), now], better: null },
    }
  if (badness.indexOf(seen) > badness.indexOf(recorded))
    return { verdict: seen, calm: { turns: [...recent, now], better: null } }
  const unbroken = better?.verdict === seen && at - Date.parse(better.last) <= apart
  const since = unbroken ? better.since : now
  const hold = recent.length === 0 ? 0 : stretch(Math.min(longestHold, 2_000 * 2 ** recent.length))
  if (at - Date.parse(since) >= hold) return { verdict: seen, calm: { turns: recent, better: null } }
  return { verdict: recorded, calm: { turns: recent, better: { verdict: seen, since, last: now } } }
}
