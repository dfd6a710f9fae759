import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { Transaction } from './client'
import { journalHorizon } from './journal-horizon'
import { entryFromRow } from './journal-row'

/**
 * Entries of all streams after a position, in position order. Invariant: no entry will ever appear at or below a
 * position this has returned. It stops before the first position an open append may still fill (`journal_horizon`,
 * explained in the migration). Two statements on purpose: rows must be read after the horizon.
 */
export async function readSince(db: Transaction, position: number, limit = 500): Promise<PositionedEntry[]> {
  const horizon = await journalHorizon(db)
  if (horizon <= position) return []
  const rows = await db.journalEntry.findMany({
    where: { position: { gt: position, lte: horizon } },
    orderBy: { position: 'asc' },
    take: limit,
  })
  return rows.map(entryFromRow)
}
