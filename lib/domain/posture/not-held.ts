import type { ReadingFact } from '../run/events/facts'

/** Longer values are in the reading itself. */
const shown = 60

/**
 * Why a predicate does not hold, for a person: `It is acknowledged: no (read: false)`, or what is not known of it. One
 * that is true now may still have to stay so for its time.
 */
export function notHeld(
  title: string,
  { unknown, value }: Pick<ReadingFact, 'unknown' | 'value'>,
  holdsNow: boolean | null = false,
): string {
  if (unknown !== null) return `${title}: ${unknown}`
  const read = value === null || value === '' ? 'empty' : String(value)
  const word = holdsNow === true ? 'yes, but not for long enough yet' : 'no'
  return `${title}: ${word} (read: ${read.length > shown ? `${read.slice(0, shown)}…` : read})`
}
