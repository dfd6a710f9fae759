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

/** The newest reading of every name, or of those given. How old is too old is for the reader to say. */
export async function readLatestReadings(
  db: Transaction,
  { planKey, environment, names }: { planKey: string; environment: string; names?: readonly string[] },
): Promise<Reading[]> {
  const rows = await db.readingLatest.findMany({
    where: { planKey, environment, ...(names === undefined ? {} : { name: { in: [...names] } }) },
    orderBy: { name: 'asc' },
  })
  return rows.map(readingFromRow)
}

/** The readings of one name observed from `from` until before `until`, oldest first, at most `limit` of the newest. */
export async function readReadingHistory(
  db: Transaction,
  { planKey, environment, name }: { planKey: string; environment: string; name: string },
  { from, until, limit = 1_000 }: { from: Date; until?: Date; limit?: number },
): Promise<Reading[]> {
  const rows = await db.reading.findMany({
    where: { planKey, environment, name, observedAt: { gte: from, ...(until === undefined ? {} : { lt: until }) } },
    orderBy: { observedAt: 'desc' },
    take: limit,
  })
  return rows.reverse().map(readingFromRow)
}
