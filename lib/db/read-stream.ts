import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { Transaction } from './client'
import { entryFromRow } from './journal-row'

/** A page of a stream: the entries after `after`, in order. Fewer than `limit` means that was the end. */
export async function readStream(
  db: Transaction,
  stream: string,
  { after = 0, limit = 1_000 }: { after?: number; limit?: number } = {},
): Promise<PositionedEntry[]> {
  const rows = await db.journalEntry.findMany({
    where: { stream, sequence: { gt: after } },
    orderBy: { sequence: 'asc' },
    take: limit,
  })
  return rows.map(entryFromRow)
}

/** The whole stream after `after`, a page at a time. */
export async function* readStreamPages(db: Transaction, stream: string, after = 0, limit = 1_000) {
  for (let last = after; ;) {
    const page = await readStream(db, stream, { after: last, limit })
    if (page.length > 0) yield page
    if (page.length < limit) return
    last = page.at(-1)?.sequence ?? last
  }
}
