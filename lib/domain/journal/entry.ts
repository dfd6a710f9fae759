import { z } from 'zod'

/** How an entry's hash is made. A change of what is covered, or of the hash, gets a new name. */
export const hashAlgorithm = 'sha256/1'

/** What the first entry of a stream names as the hash before it. */
export const genesisHash = '0'.repeat(64)

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex')

/** ISO 8601 in UTC with milliseconds, which is how every entry says its time. */
const EntryTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export function isEntryTime(at: unknown): boolean {
  return typeof at === 'string' && EntryTime.test(at)
}

/**
 * One entry as it is stored and exported. `actor` and `payload` are the stored canonical texts, not objects: the hash
 * covers those bytes, so nobody has to agree on how to write JSON to check them.
 */
export const JournalEntry = z.object({
  stream: z.string().min(1),
  /** 1, 2, 3 ... within the stream, without a gap. */
  sequence: z.number().int().positive(),
  type: z.string().min(1),
  version: z.number().int().positive(),
  /** The database's clock when it was appended: ISO 8601 in UTC with milliseconds. */
  at: z.string().regex(EntryTime, 'a UTC time with milliseconds'),
  actor: z.string().min(2),
  payload: z.string().min(2),
  previousHash: Hash,
  hash: Hash,
  algorithm: z.string().min(1),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** An entry and its place in the global order, for live readers. Not hashed: it says nothing about the facts. */
export interface PositionedEntry extends JournalEntry {
  position: number
}

/**
 * The most that one payload may hold. The largest is a request for approval of a whole runbook, command by command: as
 * approvers see it, so it stands in the entry itself. `plan check` refuses a runbook that could not fit.
 */
export const payloadLimitBytes = 4 * 1024 * 1024

/** A fact that is about to be appended. The payload must have a canonical text. */
export interface NewEvent {
  type: string
  version: number
  payload: Readonly<Record<string, unknown>>
}

/** Where a stream ends. */
export interface StreamHead {
  stream: string
  /** 0 before the first entry. */
  sequence: number
  hash: string
}
