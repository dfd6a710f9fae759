import type { WritesRefused } from '../database-refuses'

/** What the live stream says. The browser's side is in components/live; both speak this. */
export type LiveMessage =
  | { event: 'hello'; data: LiveBeat }
  | { event: 'beat'; data: LiveBeat }
  | { event: 'entry'; id: number; data: LiveEntry }
  | { event: 'readings'; data: { plan: string; environment: string; names: string[] }[] }
  | { event: 'presence'; data: Record<string, never> }
  /**
   * The stream ends here on purpose; `reason` says what to do: `elsewhere` is to ask from time to time instead,
   * `afresh` is to forget the position: it is not one of this journal, or not all up to it was given.
   */
  | { event: 'bye'; data: { reason: ByeReason } }

export type ByeReason = 'ended' | 'roles-changed' | 'too-slow' | 'elsewhere' | 'afresh'

/** The database's clock as the server knows it, give or take `within` milliseconds; null where it does not. */
export type LiveTime = { now: string; within: number } | { now: null; within: null }

export type LiveBeat = LiveTime & {
  position: number
  /** Whether this process reads the journal: alive without it is not connected. */
  journal: 'readable' | 'unreadable'
  /** Why the database takes nothing; left out while it does. */
  refuses?: WritesRefused
  /**
   * Milliseconds since the journal was last heard, or since the database takes nothing; left out while all is well and
   * where this process never heard it.
   */
  downFor?: number
  /** Milliseconds that this page's askings for its views are to be apart; left out where nothing is said of it. */
  pace?: number
}

export interface LiveEntry {
  position: number
  stream: string
  sequence: number
  /** Null where the person may know that something happened, but not what. */
  type: string | null
  at: string
}

/** The wire form. Data is one line of JSON, so no line of it can be mistaken for a field. */
export function liveText(message: LiveMessage): string {
  const id = message.event === 'entry' ? `id: ${message.id}\n` : ''
  return `${id}event: ${message.event}\ndata: ${JSON.stringify(message.data)}\n\n`
}
