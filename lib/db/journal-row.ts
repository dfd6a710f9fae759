import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { JournalEntry as JournalRow } from './generated/client'

/** An entry as it was hashed, from its row. */
export function entryFromRow(row: JournalRow): PositionedEntry {
  return { ...row, position: Number(row.position), sequence: Number(row.sequence), at: row.at.toISOString() }
}
