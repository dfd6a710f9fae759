import type { BesideEntries } from './beside-entries'
import type { JournalEntry, StreamHead } from './entry'

export const jsonFormat = 'breakwater.journal/2'

/** Names by person. The journal holds ids only, so names stand beside the entries. */
export type Names = Readonly<Record<string, string>>

/** What an export says of itself. */
export interface ExportHeading {
  incident: { id: string; number: number; title: string; mode: string }
  head: StreamHead
  /** Of the people who appear, as of the export. */
  persons: Names
  exportedAt: string
  exportedBy: string
  /** The entry of the stream `exports` that records it. */
  recorded: JournalEntry
}

/** What an export as JSON says beside its entries before it is recorded; its record carries the hash of this. */
export function besideOf({ incident, head, persons }: Pick<ExportHeading, 'incident' | 'head' | 'persons'>) {
  const { id, number, title, mode } = incident
  const { stream, sequence, hash } = head
  return {
    format: jsonFormat,
    incident: { id, number, title, mode },
    head: { stream, sequence, hash },
    personsNote: 'Names as of the export. The journal knows people by id; the hash in `recorded` covers the names.',
    persons,
  } satisfies BesideEntries
}
