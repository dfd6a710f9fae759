import type { Scalar } from '../system/resolved'
import { assertNever } from '../assert-never'
import type { Operator, Predicate } from '../plan/schema/predicate'
import type { ReadingFact, Verdict } from '../run/events/facts'
import type { LatestReadings } from './sample'
import { holdOn, type Held, type Rhythm } from './held'
import { fieldValue, readingFact, readingPath } from './sample'

export interface Judgement {
  verdict: Verdict
  fact: ReadingFact
  /** True now, whatever `hold` says; null when unknown. */
  holdsNow: boolean | null
  /** The stretch of good samples that this one ends, for the next look; null where it is not good. */
  held: Held | null
}

export interface Hold {
  milliseconds: number
  rhythm: Rhythm
  /** The stretch as the caller kept it from the look before. */
  before: Held | null
}

/**
 * Judges one predicate. With `hold` it is met only once it has been true for that long without a break or a hole. An
 * unknown reading is `unknown`, never false.
 */
export function evaluatePredicate(
  predicate: Predicate,
  readings: LatestReadings,
  maxAge: number,
  now: string,
  hold?: Hold,
): Judgement {
  const field = fieldValue(readings, predicate.reading, maxAge, now)
  const fact = readingFact(predicate.reading, field)
  if (field.unknown !== null) return { verdict: 'unknown', fact, holdsNow: null, held: null }
  // An empty field is no number: it speaks neither for nor against one.
  if (field.value === null && numeric.includes(predicate.operator))
    return { verdict: 'unknown', fact: { ...fact, unknown: 'no value' }, holdsNow: null, held: null }
  const holdsNow = compare(predicate.operator, field.value, predicate.value)
  const latest = readings[readingPath(predicate.reading).reading]
  if (!holdsNow || latest === undefined) return { verdict: 'unmet', fact, holdsNow, held: null }
  if (hold === undefined) return { verdict: 'met', fact, holdsNow, held: null }
  const held = holdOn(hold.before, latest, hold.rhythm, now)
  const longEnough = Date.parse(now) - Date.parse(held.since) >= hold.milliseconds
  return { verdict: longEnough ? 'met' : 'unmet', fact, holdsNow, held }
}

const numeric: readonly Operator[] = ['below', 'at-most', 'above', 'at-least']

export function compare(operator: Operator, value: Scalar, operand: Predicate['value']): boolean {
  switch (operator) {
    case 'is':
      return value === operand
    case 'is-not':
      return value !== operand
    case 'below':
      return number(value) < number(operand)
    case 'at-most':
      return number(value) <= number(operand)
    case 'above':
      return number(value) > number(operand)
    case 'at-least':
      return number(value) >= number(operand)
    case 'empty':
      return value === null || value === ''
    case 'not-empty':
      return value !== null && value !== ''
    case 'one-of':
      return Array.isArray(operand) && operand.some((candidate) => candidate === value)
    default:
      return assertNever(operator, 'operator')
  }
}

/** NaN compares false with everything: a text is never above or below a number. */
function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}
