import type { Refusal } from '@/lib/domain/errors'

/** Where a command stands. `recorded` comes from the journal only: nothing is shown as done before it is. */
export type CommandState =
  | { kind: 'idle' }
  | { kind: 'recording' }
  | { kind: 'recorded'; sequence: number; recordedAt: string; incidentId: string | null }
  /** An abort that is on record and has no entry yet; `byNewer`: only a newer process can write it. */
  | { kind: 'registered'; recordedAt: string; byNewer: boolean }
  | ({ kind: 'refused'; code: string; message: string; missing: string[] } & Omit<
      Refusal,
      'code' | 'message' | 'missing'
    >)
  /** No answer came. Whether it was recorded only the journal tells. */
  | {
      kind: 'unanswered'
      /** By which a stop can be asked about. */
      press?: string
    }
  /** The page is older than the server: nothing was recorded, the page is loaded again and offers the same. */
  | { kind: 'outdated' }

export const idle: CommandState = { kind: 'idle' }
