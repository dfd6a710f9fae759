import type { Scalar } from '../action/resolved'
import { assertNever } from '../assert-never'
import type { Operator, Predicate } from '../plan/schema/predicate'
import type { ReadingFact, Verdict } from '../run/events/facts'
import type { LatestReadings } from './sample'
import { fieldValue, readingFact } from './sample'

export interface Judgement {
  verdict: Verdict
  fact: ReadingFact
  /** True now, whatever `hold` says; null when unknown. */
  holdsNow: boolean | null
}

/**
 * Judges one predicate. With `hold`, `trueSince` is when it last began to be true without a break, as the caller kept
 * it; it is met only once that long has passed. An unknown reading is `unknown`, never false.
 */
export function evaluatePredicate(
  predicate: Predicate,
  readings: LatestReadings,
  maxAge: number,
  now: string,
  hold?: { trueSince: string | null; milliseconds: number },
): Judgement {
  const field = fieldValue(readings, predicate.reading, maxAge, now)
  const fact = readingFact(predicate.reading, field)
  if (field.unknown !== null) return { verdict: 'unknown', fact, holdsNow: null }
  // An empty field is no number: it speaks neither for nor against one.
  if (field.value === null && numeric.includes(predicate.operator))
    return { verdict: 'unknown', fact: { ...fact, unknown: 'no value' }, holdsNow: null }
  const holdsNow = compare(predicate.operator, field.value, predicate.value)
  if (!holdsNow) return { verdict: 'unmet', fact, holdsNow }
  if (hold === undefined || hold.milliseconds === 0) return { verdict: 'met', fact, holdsNow }
  const since = hold.trueSince ?? now
  const held = Date.parse(now) - Date.parse(since) >= hold.milliseconds
  return { verdict: held ? 'met' : 'unmet', fact, holdsNow }
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
