import type { Database } from '@/lib/db/client'
import { readPeople } from '@/lib/db/people'
import type { ExportFormat } from '@/lib/domain/journal/export-events'
import { byteStream } from './byte-stream'
import type { ExportHeading } from './exported-incident'
import { pagesUpTo } from './pages-up-to'
import { writeCsv } from './write-csv'
import { writeJson } from './write-json'

/** The bytes of an export, read from the database as fast as somebody takes them: one page in memory at a time. */
export async function openExport(
  database: Database,
  format: ExportFormat,
  heading: ExportHeading,
): Promise<ReadableStream<Uint8Array>> {
  const people = await readPeople(database)
  const names = Object.fromEntries(people.map(({ id, name }) => [id, name]))
  const pages = pagesUpTo(database, heading.head)
  return byteStream(format === 'json' ? writeJson(heading, pages, names) : writeCsv(pages, names))
}
