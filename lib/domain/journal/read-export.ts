import { z } from 'zod'
import type { BesideEntries } from './beside-entries'
import { unguardCell } from './csv-guard'
import { CsvRecords, NoCsv } from './csv-records'
import { JournalEntry, type StreamHead } from './entry'
import { JsonElements } from './json-elements'
import { repeatedName, type RepeatedName } from './repeated-name'

/** An export of the journal that cannot be read as one; says what is wrong and where. */
export class ExportError extends Error {
  override readonly name = 'ExportError'
}

export const Head = z.object({ stream: z.string(), sequence: z.number().int().positive(), hash: z.string() })
const Export = z.union([
  z.array(z.unknown()).transform(() => null),
  z.object({ entries: z.array(z.unknown()), head: Head.nullish() }).transform(({ head }) => head ?? null),
])

/** What an export says beside its entries. */
export interface ExportFrame {
  /** Where the export says the stream ended. CSV has no place for it. */
  head: StreamHead | null
  /** What the file says beside its entries, by field. */
  beside: BesideEntries
  /** Fields that entries carry beyond their own, and that no hash can cover. */
  beyond: string[]
}

/**
 * Reads an export as it comes, and keeps no entry: a JSON array, a JSON object with `entries`, or CSV whose first line
 * names the fields. Throws ExportError.
 */
export class ExportReader {
  private kind: 'json' | 'csv' | null = null
  private begun = ''
  private entries = 0
  private twice: RepeatedName | null = null
  private misfit: ExportError | null = null
  private readonly beyond = new Set<string>()
  private header: string[] | null = null
  private readonly json = new JsonElements((text, line, names) => this.element(text, line, names))
  private readonly csv = new CsvRecords((record) => this.record(record))

  constructor(private readonly take: (entry: JournalEntry) => void) {}

  push(text: string): void {
    if (this.kind !== null) return this.pushOn(text)
    this.begun += text
    const content = this.begun.replace(/^\uFEFF/, '')
    const first = /\S/.exec(content)
    if (first === null) return
    this.kind = first[0] === '[' || first[0] === '{' ? 'json' : 'csv'
    this.pushOn(content)
  }

  end(): ExportFrame {
    const beside = this.kind === 'json' ? this.endJson() : this.endCsv()
    if (this.misfit !== null) throw this.misfit
    return { ...beside, beyond: [...this.beyond] }
  }

  private pushOn(text: string): void {
    if (this.kind === 'json') this.json.push(text)
    else asExport(() => this.csv.push(text))
  }

  private element(text: string, line: number, names: number): void {
    const value = parseJson(text)
    // As many names as the object has of its own: then nothing in it has any, and none stands twice.
    const twice = isObject(value) && Object.keys(value).length === names ? null : repeatedName(text)
    if (twice !== null) {
      const within = `${this.json.within}[${this.entries}]${twice.within === '' ? '' : `.${twice.within}`}`
      this.twice ??= { ...twice, within, line: line + twice.line - 1 }
    }
    this.entry(value)
  }

  private record(record: string[]): void {
    if (this.header === null) {
      this.header = headerOf(record)
      return
    }
    const { header } = this
    if (record.length !== header.length)
      throw new ExportError(
        `entry ${this.entries + 1} of the file: ${record.length} columns, ${header.length} expected`,
      )
    this.entry(
      Object.fromEntries(
        header.map((name, column) => {
          const value = unguardCell(record[column] ?? '')
          return [name, numbers.has(name) && /^\d+$/.test(value) ? Number(value) : value]
        }),
      ),
    )
  }

  private entry(row: unknown): void {
    const parsed = JournalEntry.safeParse(row)
    this.entries += 1
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      this.misfit ??= new ExportError(`entry ${this.entries} of the file: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    // What is read on is read for what else is wrong with the file.
    if (!parsed.success || this.misfit !== null) return
    for (const field of Object.keys(row as object)) if (!fields.has(field)) this.beyond.add(field)
    this.take(parsed.data)
  }

  private endJson(): Omit<ExportFrame, 'beyond'> {
    const around = this.json.rest()
    const json = parseJson(around)
    // The first of the file: that around the entries may stand before them or after.
    const outside = repeatedName(around)
    const twice = outside !== null && outside.line <= (this.twice?.line ?? Infinity) ? outside : this.twice
    if (twice !== null) throw twiceError(twice)
    const parsed = Export.safeParse(json)
    if (!parsed.success) throw new ExportError('neither a list of entries nor an object with `entries`')
    const beside = Object.entries(json as object).filter(([name]) => !Array.isArray(json) && name !== 'entries')
    return { head: parsed.data, beside: Object.fromEntries(beside) }
  }

  private endCsv(): Omit<ExportFrame, 'beyond'> {
    asExport(() => this.csv.end())
    if (this.header === null) throw new ExportError('neither JSON nor CSV with a column `hash`')
    return { head: null, beside: {} }
  }
}

export interface ReadExport extends ExportFrame {
  entries: JournalEntry[]
}

/** An export that is at hand whole. Throws ExportError. */
export function readExport(text: string): ReadExport {
  const entries: JournalEntry[] = []
  const reader = new ExportReader((entry) => entries.push(entry))
  reader.push(text)
  return { entries, ...reader.end() }
}

const fields: ReadonlySet<string> = new Set(Object.keys(JournalEntry.shape))
const numbers: ReadonlySet<string> = new Set(['sequence', 'version'])

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ExportError(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function twiceError({ name, within, line }: RepeatedName): ExportError {
  const where = within === '' ? '' : ` in ${within}`
  return new ExportError(
    `line ${line}: "${name}" stands twice${where}: readers take one of them, and no hash says which`,
  )
}

function headerOf(record: string[]): string[] {
  if (!record.includes('hash')) throw new ExportError('neither JSON nor CSV with a column `hash`')
  const twice = record.find((name, column) => record.indexOf(name) !== column)
  if (twice !== undefined) throw new ExportError(`the column ${twice} stands twice: no hash says which of them counts`)
  return record
}

function asExport(work: () => void): void {
  try {
    work()
  } catch (error) {
    throw error instanceof NoCsv ? new ExportError(error.message) : error
  }
}
