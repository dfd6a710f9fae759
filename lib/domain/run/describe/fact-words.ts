import { lossWords } from '../../view/format/duration'
import { lostCount } from '../../view/format/lost-count'
import type { JournalFacts, LossFigure, ReadingFact } from '../events/facts'

export function factWords({ reading, value, unknown }: ReadingFact): string {
  return `${reading} ${unknown === null ? scalarWords(value) : `UNKNOWN: ${unknown}`}`
}

/** The first reading by name, the others by number: a row has room for one. */
export function readingsWords(readings: readonly ReadingFact[]): string {
  const [first, ...others] = readings
  if (first === undefined) return ''
  return others.length === 0 ? factWords(first) : `${factWords(first)} and ${others.length} more`
}

export function factsWords(facts: JournalFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${scalarWords(value)}`)
    .join(', ')
}

export function lossFigureWords(figure: LossFigure, counted: boolean): string {
  const { milliseconds, unknown } = figure
  const count = lostCount(figure, counted)
  if (milliseconds === null) return `UNKNOWN: ${unknown ?? 'no reading'}`
  return `${lossWords(milliseconds)}${count === null ? '' : `, ${count}`}`
}

export function scalarWords(value: ReadingFact['value']): string {
  return value === '' ? 'empty' : String(value ?? 'none')
}

/** Long request ids by their ends: enough to recognise one, and the whole stands in the entry. */
export function requestWords(requestId: string | null): string {
  if (requestId === null) return ''
  return `request ${requestId.length > 14 ? `${requestId.slice(0, 8)}…${requestId.slice(-4)}` : requestId}`
}
