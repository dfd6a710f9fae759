import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { JournalEntry as JournalRow } from './generated/client'

/**
 * An entry as it was hashed, from its row; whatever a row holds, reading it does not fail. A time that is none, such as
 * `infinity`, or lies outside of the years 1 to 9999, becomes a text that is no time, which no chain holds.
 */
export function entryFromRow(row: JournalRow): PositionedEntry {
  const at = Number.isNaN(row.at.getTime()) ? 'unreadable' : row.at.toISOString()
  return { ...row, position: Number(row.position), sequence: Number(row.sequence), at }
}
