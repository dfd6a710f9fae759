import { besideHash } from '@/lib/domain/journal/beside-entries'
import { canonicalText } from '@/lib/domain/journal/canonical'
import { hashEntry } from '@/lib/domain/journal/chain'
import { genesisHash, hashAlgorithm, type JournalEntry } from '@/lib/domain/journal/entry'
import { besideOf, type ExportHeading, type Names } from '@/lib/domain/journal/export-heading'
import { writeCsv } from '@/lib/export/write-csv'
import { writeJson } from '@/lib/export/write-json'

/** The heading of an export of a told incident, with the entry that records it as the console would write it. */
export function exportHeading(
  entries: readonly JournalEntry[],
  incident: ExportHeading['incident'],
  persons: Names,
): ExportHeading {
  const last = entries.at(-1)
  if (last === undefined) throw new Error('nothing happened')
  const head = { stream: last.stream, sequence: last.sequence, hash: last.hash }
  const exportedAt = '2026-11-20T09:20:14.000Z'
  const exportedBy = 'j-whitlock'
  const payload = {
    incident: incident.id,
    format: 'json',
    sequence: head.sequence,
    hash: head.hash,
    besideHash: besideHash(besideOf({ incident, head, persons })),
  }
  const unhashed = {
    stream: 'exports',
    sequence: 1,
    type: 'evidence.exported',
    version: 1,
    at: exportedAt,
    actor: canonicalText({ kind: 'person', person: exportedBy, account: 'whitlock' }),
    payload: canonicalText(payload),
    previousHash: genesisHash,
    algorithm: hashAlgorithm,
  }
  return { incident, head, persons, exportedAt, exportedBy, recorded: { ...unhashed, hash: hashEntry(unhashed) } }
}

/** The export as the console writes it, in pages of a size. */
export async function exportedFile(
  format: 'json' | 'csv',
  entries: readonly JournalEntry[],
  heading: ExportHeading,
  pageSize = 200,
): Promise<string> {
  async function* pages() {
    for (let at = 0; at < entries.length; at += pageSize) yield entries.slice(at, at + pageSize)
  }
  let text = ''
  for await (const piece of format === 'json' ? writeJson(heading, pages()) : writeCsv(pages(), heading.persons))
    text += piece
  return text
}
