import type { Runbook } from '../../../plan/schema/runbook'
import type { RunState } from '../../../run/state'
import type { IncidentInput, Viewer } from '../../incident-input'
import type { ActionView, LinkView } from '../action'

/** The one thing to do now, for whoever is looking. */
export interface DoNowView {
  /** Stable while it is the same thing, so that a screen reader hears a change and nothing else. */
  key: string
  headline: string
  detail: string
  /** Another name for the checklist row it is about; the focus follows it until a person chooses. */
  row: string | null
  primary: ActionView | null
  link: LinkView | null
  others: ActionView[]
  /** Who may, when the viewer may not. */
  refusal: string | null
  /** Danger is said assertively: a failed step, a void approval, an outcome in doubt. */
  danger: boolean
}

export interface Scene {
  input: IncidentInput
  runbook: Runbook
  run: RunState | null
  viewer: Viewer
}

export function say(key: string, headline: string, detail: string, rest: Partial<DoNowView> = {}): DoNowView {
  return {
    key,
    headline,
    detail,
    row: null,
    primary: null,
    link: null,
    others: [],
    refusal: null,
    danger: false,
    ...rest,
  }
}
