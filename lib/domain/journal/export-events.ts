import { z } from 'zod'

/** The stream of every export. */
export const exportStream = 'exports'

/** `json` and `csv` hold every entry byte for byte and verify offline; `report` (CSV) and `pdf` say it in words. */
export const ExportFormat = z.enum(['json', 'csv', 'report', 'pdf'], { error: 'an export is json, csv, report or pdf' })
export type ExportFormat = z.infer<typeof ExportFormat>

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const exportEvents = {
  /** Recorded before the first byte leaves: whoever has the file is in the journal, even if the transfer broke. */
  'evidence.exported': z.strictObject({
    incident: z.string(),
    format: ExportFormat,
    /** The entry the export ends with. */
    sequence: z.number().int().positive(),
    hash: Hash,
    /** Over what the file says beside its entries: mode, title, names. Absent where a format has nothing to hash. */
    besideHash: Hash.optional(),
  }),
} as const

type Catalogue = typeof exportEvents
export type ExportEvent = { [T in keyof Catalogue]: { type: T; payload: z.infer<Catalogue[T]> } }[keyof Catalogue]
