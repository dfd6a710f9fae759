import type { JournalEntry } from '@/lib/domain/journal/entry'
import { besideOf, type ExportHeading } from '@/lib/domain/journal/export-heading'
import { entryFields, type EntryPages } from './entry-pages'

/**
 * The export as JSON, piece by piece: one entry a line, so that two exports can be compared line by line. `actor` and
 * `payload` stay the stored text, since the hash covers those bytes. The entry that records the export is in it whole:
 * its payload holds the hash of everything else that stands beside the entries.
 */
export async function* writeJson(heading: ExportHeading, pages: EntryPages): AsyncGenerator<string> {
  const { exportedAt, exportedBy, recorded } = heading
  const { format, incident, head, personsNote, persons } = besideOf(heading)
  const before = fields({ format, exportedAt, exportedBy, recorded: plain(recorded), incident, head })
  yield `{\n${before.map((line) => `${line},\n`).join('')}  "entries": [`
  let first = true
  for await (const page of pages) {
    let text = ''
    for (const entry of page) {
      text += `${first ? '' : ','}\n    ${JSON.stringify(plain(entry))}`
      first = false
    }
    yield text
  }
  yield `\n  ],\n${fields({ personsNote, persons }).join(',\n')}\n}\n`
}

function fields(named: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(named).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
}

function plain(entry: JournalEntry): Record<string, unknown> {
  return Object.fromEntries(entryFields.map((field) => [field, entry[field]]))
}
