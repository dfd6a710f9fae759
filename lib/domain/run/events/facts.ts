import { z } from 'zod'
import { wellFormed } from '../../well-formed'

/** Instants are ISO 8601 in UTC with milliseconds; spans are whole milliseconds; money is micro-units of the currency. */
export const Instant = z.iso.datetime({ precision: 3 })
export const Milliseconds = z.number().int()

const Scalar = z.union([z.string(), z.number().int(), z.boolean(), z.null()])
/** An allow-list of scalars. Fractions are decimal text, so that the canonical form has integers only. */
export const JournalFacts = z.record(z.string(), Scalar)
export type JournalFacts = z.infer<typeof JournalFacts>

/** A reading as relied upon: value, when it was true, by whose word. `unknown` says why there is none. */
export const ReadingFact = z.strictObject({
  reading: z.string(),
  value: Scalar,
  observedAt: Instant.nullable(),
  source: z.string(),
  unknown: z.string().nullable(),
})
export type ReadingFact = z.infer<typeof ReadingFact>

export const Verdict = z.enum(['met', 'unmet', 'unknown'])
export type Verdict = z.infer<typeof Verdict>

/**
 * What a look says of a command's effect. partial: some of it is in the world; of an undo: not all of it is back. It is
 * never absent: nothing may be taken for untouched, or for undone, on its word.
 */
export const Effect = z.enum(['absent', 'partial', 'in-progress', 'present', 'unknown'])
export type Effect = z.infer<typeof Effect>

/** What would be lost, or was accepted to be lost. `milliseconds` null is UNKNOWN, with the reason. */
export const LossFigure = z.strictObject({
  milliseconds: Milliseconds.nullable(),
  count: z.number().int().nullable(),
  noun: z.string(),
  measuredAt: Instant,
  source: z.string(),
  unknown: z.string().nullable(),
})
export type LossFigure = z.infer<typeof LossFigure>

type Raw = string | number | boolean | null

/** More than a person reads of a reading; an entry stays for ever, and every page reads it. */
const longestReading = 2_000

/** A reading as the journal says it: more than 2,000 characters are cut, and it says so. What is judged is the whole. */
export function journalReading(value: Raw): Raw {
  const text = journalScalar(value)
  if (typeof text !== 'string' || text.length <= longestReading) return text
  return wellFormed(`${text.slice(0, longestReading)}… (cut: ${text.length} characters)`)
}

/** Whole, whatever their length: undo restores what was there before, and later steps use what was put out. */
export function journalFacts(facts: Readonly<Record<string, Raw>>): JournalFacts {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, journalScalar(value)]))
}

/** A number that the journal cannot hold as one stands as decimal text. */
function journalScalar(value: Raw): Raw {
  if (typeof value === 'string') return wellFormed(value)
  return typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value
}

/** On which side of the point of no return a run is, as far as anybody knows. */
export const Stands = z.enum(['before', 'in-doubt', 'after'])
export type Stands = z.infer<typeof Stands>

/** What people say became of a step that nothing else tells of. */
export const Outcome = z.enum(['happened', 'did-not-happen'])
export type Outcome = z.infer<typeof Outcome>
