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
  return horizon <= position ? [] : readBetween(db, position, horizon, limit)
}

/** Entries after one position up to another below which none can appear any more, in position order. */
export async function readBetween(
  db: Transaction,
  after: number,
  upTo: number,
  limit = 500,
): Promise<PositionedEntry[]> {
  const rows = await db.journalEntry.findMany({
    where: { position: { gt: after, lte: upTo } },
    orderBy: { position: 'asc' },
    take: limit,
  })
  return rows.map(entryFromRow)
}

/** One entry, so that it is known again. */
export type EntryMark = Pick<PositionedEntry, 'position' | 'hash'>

/** The last entry up to a position; null where there is none. */
export async function newestEntry(db: Transaction, upTo: number): Promise<EntryMark | null> {
  const row = await db.journalEntry.findFirst({ where: { position: { lte: upTo } }, orderBy: { position: 'desc' } })
  return row === null ? null : { position: Number(row.position), hash: row.hash }
}

/** Whether the journal still has this entry at its position. */
export async function holdsEntry(db: Transaction, { position, hash }: EntryMark): Promise<boolean> {
  return (await db.journalEntry.count({ where: { position, hash } })) > 0
}
