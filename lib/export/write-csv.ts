import { stringify } from 'csv-stringify/sync'
import { guardCell } from '@/lib/domain/journal/csv-guard'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import type { Names } from '@/lib/domain/journal/export-heading'
import { personsIn } from '@/lib/domain/journal/persons-in'
import { entryFields, type EntryPages } from './entry-pages'

/**
 * The export as CSV, a page at a time, every cell quoted. The columns of an entry carry the stored texts; `names` is
 * for readers and covered by no hash. Cells that a spreadsheet would run are guarded; the verifier takes that back.
 */
export async function* writeCsv(pages: EntryPages, names: Names): AsyncGenerator<string> {
  yield lines([[...entryFields, 'names']])
  for await (const page of pages) yield lines(page.map((entry) => row(entry, names)))
}

function row(entry: JournalEntry, names: Names): string[] {
  const known = [...new Set(personsIn(entry))].flatMap((id) => names[id] ?? [])
  return [...entryFields.map((field) => guardCell(String(entry[field]))), guardCell(known.join('; '))]
}

function lines(rows: string[][]): string {
  return stringify(rows, { quoted: true, record_delimiter: '\r\n' })
}
