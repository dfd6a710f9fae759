import type { Database, Transaction } from './client'

/** One answer of the outside world, or why there is none. */
export interface NewReading {
  planKey: string
  environment: string
  name: string
  /** What was asked (`questionOf`). */
  question: string
  /** When the fact was true by the source's word; for an error, when it was asked. */
  observedAt: Date
  /** When it was asked for, by the database's clock as whoever asked knows it; absent: when it was true. */
  askedAt?: Date
  source: string
  /** What was read, as JSON; readings are not hashed, so fractions may stand. Left out when there was no answer. */
  value?: unknown
  /** Why there was no answer. */
  error?: string
}

/**
 * Keeps a reading in the history and, unless one that was asked for later is there already, as the latest answer to its
 * question: a source's own clock decides nothing. What was received at a time that has not come yet is from before the
 * database's clock was set back, and gives way to whatever is asked now. The same observation saved twice is one
 * reading; its first text stands. A failure to answer leaves the last value and its time readable beside the error.
 * Throws TypeError when it has neither value nor error, or both.
 */
export async function saveReading(db: Database | Transaction, reading: NewReading): Promise<void> {
  const { planKey, environment, name, question, source } = reading
  if ((reading.value === undefined) === (reading.error === undefined)) {
    throw new TypeError(`reading ${name}: either a value or an error`)
  }
  const value = reading.value === undefined ? null : JSON.stringify(reading.value)
  const error = reading.error ?? null
  const observedAt = reading.observedAt.toISOString()
  const askedAt = (reading.askedAt ?? reading.observedAt).toISOString()
  // One statement: readings are the bulk of what a worker writes.
  await db.$executeRaw`
    WITH kept AS (
      INSERT INTO reading (plan_key, environment, name, question, observed_at, value, error, source)
      VALUES (${planKey}, ${environment}, ${name}, ${question}, ${observedAt}::timestamptz, ${value}, ${error},
        ${source})
      ON CONFLICT DO NOTHING)
    INSERT INTO reading_latest AS l
      (plan_key, environment, name, question, observed_at, asked_at, received_at, value, error, source)
    VALUES (${planKey}, ${environment}, ${name}, ${question}, ${observedAt}::timestamptz, ${askedAt}::timestamptz,
      clock_timestamp(), ${value}, ${error}, ${source})
    ON CONFLICT (plan_key, environment, name, question) DO UPDATE
      SET observed_at =
          CASE WHEN excluded.error IS NULL OR l.value IS NULL THEN excluded.observed_at ELSE l.observed_at END,
        asked_at = excluded.asked_at, received_at = excluded.received_at,
        value = coalesce(excluded.value, l.value), error = excluded.error,
        source = excluded.source
      WHERE l.asked_at <= excluded.asked_at OR l.received_at > clock_timestamp()`
}
