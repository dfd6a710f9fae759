import type { Facts, Scalar } from '../system/resolved'
import type { ReadingFact } from '../run/events/facts'
import { journalReading } from '../run/events/facts'

/** The newest answer, or failure to answer, of one reading of the plan. */
export interface LatestReading {
  reading: string
  /** When the fact was true, by its source; null if there was never an answer. */
  observedAt: string | null
  /** When we last asked. */
  receivedAt: string
  fields: Facts | null
  /** Why the last question got no answer; null if it did. */
  error: string | null
  source: string
}

/** An answer with what was asked for it: it is kept beside the answers of other versions, never in their place. */
export interface TakenReading extends LatestReading {
  question: string
}

export type LatestReadings = Readonly<Record<string, LatestReading | undefined>>

export interface FieldValue {
  value: Scalar
  observedAt: string | null
  source: string
  ageMilliseconds: number | null
  /** Why the value may not be used; null if it may. The last value stays readable beside it. */
  unknown: string | null
}

/** `reading.field` split; the field is what follows the last dot. */
export function readingPath(path: string): { reading: string; field: string } {
  const dot = path.lastIndexOf('.')
  return { reading: path.slice(0, dot), field: path.slice(dot + 1) }
}

/** By how much whoever judges may know the database's time worse than whoever received, milliseconds. */
const ahead = 2_000

/** A field as of `now`: missing, failed or older than `maxAge` is unknown, never zero and never false. */
export function fieldValue(readings: LatestReadings, path: string, maxAge: number, now: string): FieldValue {
  const { reading, field } = readingPath(path)
  const latest = readings[reading]
  if (latest === undefined)
    return { value: null, observedAt: null, source: reading, ageMilliseconds: null, unknown: 'no reading yet' }
  const value = latest.fields?.[field] ?? null
  const ageMilliseconds = latest.observedAt === null ? null : Date.parse(now) - trueAt(latest.observedAt, latest)
  const base = { value, observedAt: latest.observedAt, source: latest.source, ageMilliseconds }
  if (latest.error !== null) return { ...base, unknown: latest.error }
  if (latest.fields === null || !(field in latest.fields)) return { ...base, unknown: 'not in the answer' }
  if (Date.parse(latest.receivedAt) - Date.parse(now) > ahead)
    return { ...base, unknown: 'received at a time that has not come yet: the clock was set back' }
  if (ageMilliseconds !== null && ageMilliseconds > maxAge)
    return { ...base, unknown: `older than ${Math.round(maxAge / 1000)} s` }
  return { ...base, unknown: null }
}

/** A source whose clock runs ahead must not look fresh for longer: nothing is newer than the moment we asked. */
export function trueAt(observedAt: string, { receivedAt }: LatestReading): number {
  return Math.min(Date.parse(observedAt), Date.parse(receivedAt))
}

export function readingFact(path: string, field: FieldValue): ReadingFact {
  return {
    reading: path,
    value: journalReading(field.value),
    observedAt: field.observedAt,
    source: field.source,
    unknown: field.unknown,
  }
}
