import type { Database } from '@/lib/db/client'
import type { ExportHeading } from '@/lib/domain/journal/export-heading'
import { byteStream } from './byte-stream'
import { pagesUpTo } from './pages-up-to'
import { writeCsv } from './write-csv'
import { writeJson } from './write-json'

/** The bytes of an export, read from the database as fast as somebody takes them: one page in memory at a time. */
export function openExport(
  database: Database,
  format: 'json' | 'csv',
  heading: ExportHeading,
): ReadableStream<Uint8Array> {
  const pages = pagesUpTo(database, heading.head)
  return byteStream(format === 'json' ? writeJson(heading, pages) : writeCsv(pages, heading.persons))
}
