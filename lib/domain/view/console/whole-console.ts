import type { OwnRoom, RoomView } from './room-view'
import type { Role } from '../../access/roles'
import type { LossView } from '../loss-view'
import type { MoneyView } from '../money'
import type { ServingView } from '../serving-view'
import type { ActionView } from './action'
import type { ConsentView } from './consent'
import type { ChecklistView } from './checklist'
import type { DoNowView } from './do-now/do-now-view'
import type { DriverView } from './driver'
import type { FocusView, SharedFocus } from './focus'
import type { TierClockView } from './tier-clocks'

export interface ConsoleView {
  now: string
  sequence: number
  /** The newest entry that a person decided, asked or answered: receipts of older ones are no news. */
  newestByPerson: number | null
  viewer: { person: string; name: string; roles: readonly Role[] }
  incident: {
    id: string
    label: string
    title: string
    status: string
    live: boolean
    mode: string
    class: string | null
    /** Set once it has ended: every figure of this page stands as it was then. */
    ended: { at: string; reason: string } | null
  }
  /** Where each promotion boundary runs now; nothing of an incident that has ended. */
  serving: ServingView[]
  /** Where every button of the page acts. */
  environment: { name: string; title: string }
  run: { id: string; status: string; planHash: string; environment: string; unprotectedSince: string | null } | null
  clocks: TierClockView[]
  money: MoneyView
  loss: LossView | null
  checklist: ChecklistView
  doNow: DoNowView
  /** What consent is asked for: the steps, and who may give it with what they said. */
  consent: ConsentView
  /** By row key: every row can be read without asking the server again. */
  focus: Readonly<Record<string, FocusView>>
  runActions: ActionView[]
  runWords: string | null
  room: RoomView
  /** Without one nothing is done, whatever is pressed; null where nothing is left to be driven. */
  driver: DriverView | null
}

/** What everybody reads, computed without anybody being asked about. */
export type SharedConsole = Omit<ConsoleView, 'viewer' | 'doNow' | 'focus' | 'runActions'> & {
  focus: Readonly<Record<string, SharedFocus>>
}

/** What depends on who looks: what they may do, and what is theirs. */
export interface OwnConsole extends Pick<ConsoleView, 'viewer' | 'doNow' | 'runActions'> {
  /** By row key. */
  actions: Readonly<Record<string, ActionView[]>>
  room: OwnRoom
}
