import { stringify } from 'csv-stringify/sync'
import { guardCell } from '@/lib/domain/journal/csv-guard'
import type { ReportRow } from '@/lib/domain/view/evidence/report-rows'
import { stepTime } from '@/lib/domain/view/format/duration'
import { localTime } from '@/lib/domain/view/format/local-time'

/** What a cell may hold in the spreadsheets people use; they cut longer ones without a word. */
const cellLimit = 32_767
const pageSize = 200

export interface ReportOf {
  /** `INC-2041 us-east-1 region failure`. */
  incident: string
  /** `LIVE` or `DRILL, simulation`: a row that was copied out still says which. */
  mode: string
  timeZone: string
}

/**
 * The report: one entry a row, in words, for whoever reads it in a spreadsheet. The byte order mark is what makes Excel
 * read names as they are written.
 */
export async function* writeReport(of: ReportOf, rows: readonly ReportRow[]): AsyncGenerator<string> {
  yield `\uFEFF${lines([columns.map(({ title }) => title(of))])}`
  for (let at = 0; at < rows.length; at += pageSize)
    yield lines(rows.slice(at, at + pageSize).map((row) => columns.map(({ cell }) => oneCell(cell(row, of)))))
}

interface Column {
  title: (of: ReportOf) => string
  cell: (row: ReportRow, of: ReportOf) => string
}

const column = (title: string, cell: Column['cell']): Column => ({ title: () => title, cell })

const columns: readonly Column[] = [
  column('Entry', ({ row }) => `#${row.sequence}`),
  column('When (UTC)', ({ row }) => row.at),
  { title: ({ timeZone }) => `When (${timeZone})`, cell: ({ row }, { timeZone }) => localTime(row.at, timeZone) },
  column('From impact', ({ row }) => fromImpact(row.fromImpactMilliseconds)),
  column('Who', ({ who }) => who),
  column('What', ({ row }) => row.what),
  column('Result', ({ result }) => result),
  column('Step', ({ step }) => step),
  column('Tier', ({ row }) => row.tier ?? ''),
  column('Target', ({ target }) => target),
  column('Request id', ({ requestId }) => requestId),
  column('Rests on', ({ row }) => row.restsOn),
  column('Kind', ({ row }) => row.kind),
  column('Incident', (_, { incident }) => incident),
  column('Mode', (_, { mode }) => mode),
  column('Hash of the entry', ({ row }) => row.hash),
]

/** In words, since a sign in front would make a formula of it. */
function fromImpact(milliseconds: number | null): string {
  if (milliseconds === null) return ''
  return milliseconds < 0 ? `${stepTime(-milliseconds)} before` : stepTime(milliseconds)
}

function oneCell(text: string): string {
  const guarded = guardCell(text)
  if (guarded.length <= cellLimit) return guarded
  const note = ` … cut here, ${guarded.length} characters in all: the whole is in the JSON`
  return `${guarded.slice(0, cellLimit - note.length)}${note}`
}

function lines(rows: string[][]): string {
  return stringify(rows, { quoted: true, record_delimiter: '\r\n' })
}
