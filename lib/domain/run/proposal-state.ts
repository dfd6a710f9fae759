import type { Mark } from './mark'
import type { Outcome } from './events/facts'

/** What one person said of a run and a second has still to agree to. */
export type Proposal = Mark & Proposed
type Proposed =
  | { kind: 'outcome'; step: string; outcome: Outcome; statement: string }
  | { kind: 'abandon'; reason: string; left: string[]; open: string[] }
