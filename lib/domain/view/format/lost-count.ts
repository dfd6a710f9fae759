import type { LossFigure } from '../../run/events/facts'
import { aboutCount, wholeNumber } from './amount'

/**
 * How many were lost, said the same wherever one figure is told: `1,006 orders` once they were counted, `about 1,010
 * orders` while a rate times the lost time is all anybody knows. Null where nobody can say.
 */
export function lostCount({ count, noun }: Pick<LossFigure, 'count' | 'noun'>, counted: boolean): string | null {
  if (count === null) return null
  return counted ? `${wholeNumber(count)} ${noun}` : `about ${aboutCount(count)} ${noun}`
}
