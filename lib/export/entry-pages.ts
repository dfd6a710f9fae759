import type { JournalEntry } from '@/lib/domain/journal/entry'

/** Entries as they are stored, a page at a time: no writer of a format ever sees more than one page. */
export type EntryPages = AsyncIterable<readonly JournalEntry[]>

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
