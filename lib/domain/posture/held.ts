import { scaleTime } from '../plan/scale-time'
import type { Environment } from '../plan/schema/environment'
import type { Reading } from '../plan/schema/plan'
import type { LatestReading } from './sample'
import { trueAt } from './sample'

/** The longest a question may take; a reading that does not answer by then is unknown. */
export const readingDeadline = 5_000
/** Less than this between two questions helps nobody, however fast a lab's time runs. */
export const leastEvery = 500

/** How far apart the samples of a hold may be. */
export interface Rhythm {
  /** Between two questions: one that takes as long as it may, and then the next. */
  asked: number
  /** Between what two answers speak of: older than this a reading says nothing. */
  spokenOf: number
}

export function rhythmOf({ every, maxAge }: Pick<Reading, 'every' | 'maxAge'>, environment: Environment): Rhythm {
  const pace = Math.max(leastEvery, environment.pollEvery, scaleTime(environment, every))
  return { asked: pace + readingDeadline, spokenOf: maxAge }
}

/** A stretch of good samples: since when, and what the newest of them was. */
export interface Held {
  since: string
  askedAt: string
  spokenOf: number
}

/**
 * The stretch with one more good sample. It begins anew where there is a hole: samples that are further apart than the
 * reading's rhythm allows, or nobody asked for as long. A hold with a hole in it is no hold: late, never early.
 */
export function holdOn(before: Held | null, latest: LatestReading, rhythm: Rhythm, now: string): Held {
  const { receivedAt: askedAt, observedAt } = latest
  const spokenOf = observedAt === null ? Date.parse(askedAt) : trueAt(observedAt, latest)
  const gap = (from: string, to: string) => Date.parse(to) - Date.parse(from)
  const unbroken =
    before !== null &&
    gap(before.askedAt, askedAt) <= rhythm.asked &&
    gap(askedAt, now) <= rhythm.asked &&
    spokenOf - before.spokenOf <= rhythm.spokenOf
  return { since: unbroken ? before.since : now, askedAt, spokenOf }
}
