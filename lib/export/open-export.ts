import type { Database } from '@/lib/db/client'
import type { ExportFormat } from '@/lib/domain/journal/export-events'
import type { ExportHeading } from '@/lib/domain/journal/export-heading'
import type { EvidenceInput } from '@/lib/domain/view/evidence/evidence-input'
import { incidentPaper } from '@/lib/domain/view/evidence/paper/incident-paper'
import { reportRows } from '@/lib/domain/view/evidence/report-rows'
import { incidentLabel } from '@/lib/domain/view/names'
import { readEvidenceInput } from '@/lib/queries/evidence-source'
import { byteStream } from './byte-stream'
import { pagesUpTo } from './pages-up-to'
import { writePdf } from './pdf/write-pdf'
import { writeCsv } from './write-csv'
import { writeJson } from './write-json'
import { writeReport } from './write-report'

/**
 * The bytes of an export. What verifies is read from the database as fast as somebody takes it, one page in memory at a
 * time; what is told in words needs the whole incident first, as its page does.
 */
export async function openExport(
  database: Database,
  format: ExportFormat,
  heading: ExportHeading,
  timeZone = 'UTC',
): Promise<ReadableStream<Uint8Array>> {
  switch (format) {
    case 'json':
      return byteStream(writeJson(heading, pagesUpTo(database, heading.head)))
    case 'csv':
      return byteStream(writeCsv(pagesUpTo(database, heading.head), heading.persons))
    case 'report':
      return byteStream(writeReport(reportOf(heading, timeZone), reportRows(await readInput(database, heading))))
    case 'pdf':
      return byteStream(writePdf(heading, incidentPaper(await readInput(database, heading))))
  }
}

async function readInput(database: Database, { incident, head }: ExportHeading): Promise<EvidenceInput> {
  const input = await readEvidenceInput(database, incident.id, head)
  if (input === null) throw new Error(`incident ${incident.id} is gone since its export was recorded`)
  return input
}

function reportOf({ incident: { number, title, mode } }: ExportHeading, timeZone: string) {
  const live = mode === 'live'
  const label = incidentLabel({ number, mode: live ? 'live' : 'simulation' })
  return { incident: `${label} ${title}`, mode: live ? 'LIVE' : `DRILL, ${mode}`, timeZone }
}
