import type { JournalEntry } from './entry'

const personInText = /"person":("(?:[^"\\]|\\.)*")/g

/** Ids of the people an entry speaks of, found in its stored texts. */
export function personsIn(entry: Pick<JournalEntry, 'actor' | 'payload'>): string[] {
  return [entry.actor, entry.payload].flatMap((text) =>
    [...text.matchAll(personInText)].map(([, quoted]) => String(JSON.parse(quoted ?? '""'))),
  )
}
