import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'

/** What an export says of itself before its entries. */
export interface ExportHeading {
  incident: { id: string; number: number; title: string; mode: string }
  head: StreamHead
  exportedAt: string
  exportedBy: string
  /** The entry of the stream `exports` that records it. */
  recorded: StreamHead
}

/** Entries as they are stored, a page at a time: no writer of a format ever sees more than one page. */
export type EntryPages = AsyncIterable<readonly JournalEntry[]>

/** Names of people as of the export. The journal holds ids only, so names are beside the hashes, not under them. */
export type Names = Readonly<Record<string, string>>

/** The fields of an entry, in the order both formats write them; together they are all that was hashed. */
export const entryFields = [
  'stream',
  'sequence',
  'type',
  'version',
  'at',
  'actor',
  'payload',
  'previousHash',
  'hash',
  'algorithm',
] as const satisfies readonly (keyof JournalEntry)[]

const personInText = /"person":("(?:[^"\\]|\\.)*")/g

/** Ids of the people an entry speaks of, found in its stored texts. */
export function personsIn(entry: Pick<JournalEntry, 'actor' | 'payload'>): string[] {
  return [entry.actor, entry.payload].flatMap((text) =>
    [...text.matchAll(personInText)].map(([, quoted]) => String(JSON.parse(quoted ?? '""'))),
  )
}
