import type { Refusal } from '../errors'

/** What the journal has, as whoever asked for it may be told. */
export interface Recorded {
  incidentId: string
  sequence: number
  recordedAt: string
}

/**
 * What an action says. Always a value: what an action throws reaches the browser without its words. The browser's
 * side is in components/command, the server's in lib/http/act.ts.
 */
export type Answer =
  | ({ kind: 'recorded' } & Recorded)
  | ({ kind: 'refused' } & Refusal)
  /** Whether it was recorded is not known. */
  | { kind: 'unanswered' }
  /** The page is of another build than the server. Nothing was recorded. */
  | { kind: 'outdated' }

/** One verb as a server action. `build` is that of the page which asks. */
export type Act = (input: Readonly<Record<string, unknown>>, build: string) => Promise<Answer>

/** Bytes of what is asked for, at most; the browser refuses more in words, the server without. */
export const actLimit = 64 * 1024

/** A request for a stop carries this header: 32 hex digits that whoever had no answer asks about it by. */
export const pressHeader = 'breakwater-press'

/** A stop that is on record; `sequence` null while it has no entry yet. */
export type RecordedStop = Omit<Recorded, 'sequence'> & { sequence: number | null }
