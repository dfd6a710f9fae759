import type { StreamHead } from '@/lib/domain/journal/entry'

/** What a verification found out, in words or as JSON. */
export interface Verdict {
  ok: boolean
  /** Null where it is not known how many there are: reading broke off. */
  entries: number | null
  streams: number | null
  /** Where each stream of a file ends; a database's heads are its own. */
  heads: StreamHead[]
  /** The entry in the file that vouches for what stands beside the entries; null where there is none. */
  vouchedBy: StreamHead | null
  /** Fields beside the entries, by name: those a hash covers, and those none does. */
  covered: string[]
  uncovered: string[]
  /** What was kept elsewhere and is in the file. */
  compared: { head: number | null; recorded: number | null }
  /** Entries of the file that come after the head kept elsewhere. */
  beyondKept: number
  problems: { place: string; reason: string }[]
}

export const nothingKnown: Verdict = {
  ok: false,
  entries: null,
  streams: null,
  heads: [],
  vouchedBy: null,
  covered: [],
  uncovered: [],
  compared: { head: null, recorded: null },
  beyondKept: 0,
  problems: [],
}

export const broken = (place: string, reason: string): Verdict => ({ ...nothingKnown, problems: [{ place, reason }] })
