import { z } from 'zod'
import type { BesideEntries } from './beside-entries'
import { unguardCell } from './csv-guard'
import { JournalEntry, type StreamHead } from './entry'
import { repeatedName } from './repeated-name'

/** An export of the journal that cannot be read as one; says what is wrong and where. */
export class ExportError extends Error {
  override readonly name = 'ExportError'
}

export const Head = z.object({ stream: z.string(), sequence: z.number().int().positive(), hash: z.string() })
const Export = z.union([
  z.array(z.unknown()).transform((entries) => ({ entries, head: null })),
  z.object({ entries: z.array(z.unknown()), head: Head.nullish().transform((head) => head ?? null) }),
])

export interface ReadExport {
  entries: JournalEntry[]
  /** Where the export says the stream ended. CSV has no place for it. */
  head: StreamHead | null
  /** What the file says beside its entries, by field. */
  beside: BesideEntries
  /** Fields that entries carry beyond their own, and that no hash can cover. */
  beyond: string[]
}

/**
 * An export: a JSON array, a JSON object with `entries`, or CSV whose first line names the fields. Throws ExportError.
 */
export function readExport(text: string): ReadExport {
  const content = text.replace(/^\uFEFF/, '')
  const json = /^\s*[[{]/.test(content)
  const { entries, head, beside } = json ? readJson(content) : { entries: readCsv(content), head: null, beside: {} }
  return {
    head,
    beside,
    beyond: [...new Set(entries.flatMap(fieldsBeyond))],
    entries: entries.map((row, index) => {
      const parsed = JournalEntry.safeParse(row)
      if (parsed.success) return parsed.data
      const issue = parsed.error.issues[0]
      throw new ExportError(`entry ${index + 1} of the file: ${issue?.path.join('.')}: ${issue?.message}`)
    }),
  }
}

function fieldsBeyond(row: unknown): string[] {
  if (typeof row !== 'object' || row === null) return []
  return Object.keys(row).filter((field) => !Object.hasOwn(JournalEntry.shape, field))
}

function readJson(text: string): z.output<typeof Export> & Pick<ReadExport, 'beside'> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new ExportError(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const twice = repeatedName(text)
  if (twice !== null)
    throw new ExportError(
      `line ${twice.line}: "${twice.name}" stands twice${twice.within === '' ? '' : ` in ${twice.within}`}: readers take one of them, and no hash says which`,
    )
  const parsed = Export.safeParse(json)
  if (!parsed.success) throw new ExportError('neither a list of entries nor an object with `entries`')
  const beside = Object.entries(json as object).filter(([name]) => !Array.isArray(json) && name !== 'entries')
  return { ...parsed.data, beside: Object.fromEntries(beside) }
}

const numbers = new Set(['sequence', 'version'])

function readCsv(text: string): Record<string, unknown>[] {
  const [header, ...records] = parseCsv(text)
  if (header === undefined || !header.includes('hash'))
    throw new ExportError('neither JSON nor CSV with a column `hash`')
  const twice = header.find((name, column) => header.indexOf(name) !== column)
  if (twice !== undefined) throw new ExportError(`the column ${twice} stands twice: no hash says which of them counts`)
  return records.map((record, index) => {
    if (record.length !== header.length) {
      throw new ExportError(`entry ${index + 1} of the file: ${record.length} columns, ${header.length} expected`)
    }
    return Object.fromEntries(
      header.map((name, column) => {
        const value = unguardCell(record[column] ?? '')
        return [name, numbers.has(name) && /^\d+$/.test(value) ? Number(value) : value]
      }),
    )
  })
}

/** RFC 4180: quoted fields may hold commas, line breaks and doubled quotes. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (field.lastIndex < text.length || record.length > 0) {
    const at = field.lastIndex
    const match = field.exec(text)
    if (match === null) throw new ExportError(`not CSV from character ${at + 1} on`)
    record.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    if (match[3] === ',') continue
    records.push(record)
    record = []
    if (match[3] === '') break
  }
  return records
}
