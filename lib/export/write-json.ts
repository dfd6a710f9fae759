import type { JournalEntry } from '@/lib/domain/journal/entry'
import { entryFields, personsIn, type EntryPages, type ExportHeading, type Names } from './exported-incident'

export const jsonFormat = 'breakwater.journal/1'

/**
 * The export as JSON, piece by piece: one entry a line, so that two exports can be compared line by line. `actor` and
 * `payload` stay the stored text, since the hash covers those bytes. Names come last: only those that appear.
 */
export async function* writeJson(heading: ExportHeading, pages: EntryPages, names: Names): AsyncGenerator<string> {
  const { incident, head, exportedAt, exportedBy, recorded } = heading
  const facts = { format: jsonFormat, exportedAt, exportedBy, recorded, incident, head }
  const lines = Object.entries(facts).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
  yield `{\n${lines.join('')}  "entries": [`
  const appearing = new Set([exportedBy])
  let first = true
  for await (const page of pages) {
    let text = ''
    for (const entry of page) {
      text += `${first ? '' : ','}\n    ${JSON.stringify(plain(entry))}`
      first = false
      for (const person of personsIn(entry)) appearing.add(person)
    }
    yield text
  }
  const persons = Object.fromEntries([...appearing].sort().flatMap((id) => (id in names ? [[id, names[id]]] : [])))
  const note = 'Names as of the export. No hash covers them: the journal knows people by id.'
  yield `\n  ],\n  "personsNote": ${JSON.stringify(note)},\n  "persons": ${JSON.stringify(persons)}\n}\n`
}

function plain(entry: JournalEntry): Record<string, unknown> {
  return Object.fromEntries(entryFields.map((field) => [field, entry[field]]))
}
