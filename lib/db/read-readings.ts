import type { Transaction } from './client'
import type { Reading as ReadingRow } from './generated/client'

export interface Reading {
  name: string
  observedAt: Date
  receivedAt: Date
  source: string
  /** The parsed value, or null where `error` says why there is none. A value that is JSON null has no error. */
  value: unknown
  error: string | null
}

const readingFromRow = ({ name, observedAt, receivedAt, source, value, error }: ReadingRow): Reading => ({
  name,
  observedAt,
  receivedAt,
  source,
  value: value === null ? null : (JSON.parse(value) as unknown),
  error,
})

/** The newest answer to each of these questions. How old is too old is for the reader to say. */
export async function readLatestReadings(
  db: Transaction,
  { planKey, environment, questions }: { planKey: string; environment: string; questions: readonly string[] },
): Promise<Reading[]> {
  const rows = await db.readingLatest.findMany({
    where: { planKey, environment, question: { in: [...questions] } },
    orderBy: { name: 'asc' },
  })
  return rows.map(readingFromRow)
}
