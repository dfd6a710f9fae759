import { assertNever } from '../../assert-never'
import { resolvePredicate } from '../../plan/resolve'
import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'
import type { Predicate } from '../../plan/schema/predicate'
import { readingValue } from '../format/reading-value'
import { spanWords } from '../format/duration'
import { markLater } from './later'

/** A checked fact, before it is checked: what must be true, and how it is told. */
export interface PredicateSheet {
  title: string
  /** `east-write.rejected is true, held for 60 s` */
  test: string
}

export function predicateSheet(plan: Plan, environment: Environment, predicate: Predicate): PredicateSheet {
  const { value } = predicate
  const marked = value === undefined || Array.isArray(value) ? value : scalar(markLater(value), value)
  const resolved = resolvePredicate(plan, environment, { ...predicate, value: marked }, nothingYet)
  const held = predicate.hold === undefined ? '' : `, held for ${spanWords(predicate.hold)}`
  return {
    title: predicate.title,
    test: `${predicate.reading} ${comparison(resolved.ok ? resolved.value : predicate)}${held}`,
  }
}

const nothingYet = { incident: { id: '', title: '', number: 0 }, impactAt: null, outputs: {} }

function scalar(marked: unknown, value: string | number | boolean): string | number | boolean {
  return typeof marked === 'string' ? marked : value
}

function comparison({ operator, value }: Predicate): string {
  const operand = Array.isArray(value)
    ? value.map(readingValue).join(', ')
    : value === undefined
      ? ''
      : readingValue(value)
  switch (operator) {
    case 'is':
      return `is ${operand}`
    case 'is-not':
      return `is not ${operand}`
    case 'below':
      return `is below ${operand}`
    case 'at-most':
      return `is at most ${operand}`
    case 'above':
      return `is above ${operand}`
    case 'at-least':
      return `is at least ${operand}`
    case 'empty':
      return 'is empty'
    case 'not-empty':
      return 'is not empty'
    case 'one-of':
      return `is one of ${operand}`
    default:
      return assertNever(operator, 'operator')
  }
}
