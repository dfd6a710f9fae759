import type { IncidentState } from '../../run/state'
import { isBack } from '../../run/tier-now'
import type { IncidentInput } from '../incident-input'
import { actorName } from '../names'

/** How an incident ended, for whoever reads a list: who said so and why, when, how long it was, and what was back. */
export interface IncidentOutcome {
  at: string
  by: string
  reason: string
  /** When it began: with the impact where one was seen, else when it was opened. */
  from: string
  /** Tiers that were down in it and were back when it ended, and those that were not. */
  back: string[]
  notBack: string[]
}

export function incidentOutcome(state: IncidentState, persons: IncidentInput['persons']): IncidentOutcome | null {
  if (state.closed === null) return null
  const fell = Object.keys(state.tiers)
  const unnamed = fell.length === 0 && state.impact !== null
  return {
    at: state.closed.at,
    by: actorName(persons, state.closed.by),
    reason: state.closed.reason,
    from: state.impact?.at ?? state.proposed.at,
    back: fell.filter((tier) => isBack(state, tier)),
    notBack: unnamed ? ['every tier that is watched'] : fell.filter((tier) => !isBack(state, tier)),
  }
}
