import type { ActionView } from './action'
import type { ApprovalCard } from './approval-cards'
import type { DecisionView } from './decisions'

export interface RoomRow {
  duty: string
  title: string
  holder: string | null
  name: string | null
  you: boolean
  /** When they were last seen on any page of the console; null: never. */
  seenAt: string | null
  /** Whether they have this incident open, whatever else they look at beside it. */
  onIncident: boolean
  answer: 'GO' | 'NO-GO' | null
  /** Persons who may be given the duty, for whoever may give it. */
  candidates: { person: string; name: string }[]
}

export interface PollView {
  number: number
  question: string
  asked: number
  go: number
  noGo: { duty: string; reason: string | null }[]
  closedAt: string | null
  actions: ActionView[]
}

export interface RoomView {
  rows: RoomRow[]
  mayAssign: boolean
  poll: PollView | null
  approvals: ApprovalCard[]
  sent: { at: string | null; text: string; held: boolean }[]
  decisions: DecisionView[]
  /** Older ones, which Evidence has. */
  decisionsBefore: number
}

/** What of the room is one person's own. */
export interface OwnRoom {
  mayAssign: boolean
  /** Duties they hold. */
  yours: string[]
  pollActions: ActionView[]
  /** To ask somebody for consent again, by `askedKey`. */
  again: Readonly<Record<string, ActionView>>
}
