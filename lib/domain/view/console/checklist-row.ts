import type { Step } from '../../plan/schema/runbook'
import type { StatusKind } from './step-words'

export interface ApprovalRow {
  row: ChecklistRow
  given: number
  needed: number
}

export type RowKind = 'gate' | 'step' | 'approval' | 'go'

export interface ChecklistRow {
  /** Unique on the list: `step:S7`, `gate:P3`, `approval:A1`, `go`. */
  key: string
  kind: RowKind
  /** `S7`; what people call it by. */
  number: string
  title: string
  status: StatusKind
  word: string
  /** Owner, or what it waits for. */
  meta: string
  wayBack: Step['wayBack'] | null
  startedAt: string | null
  endedAt: string | null
  expectedMilliseconds: number | null
  active: boolean
  done: boolean
  /** It is done, and what proved it is read otherwise, or not at all, by now. */
  broken: 'breached' | 'unknown' | null
  /** A gate that bars what the plan says it bars. One that is not done may bar nothing. */
  bars: boolean
}
