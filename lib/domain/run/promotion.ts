import type { Runbook } from '../plan/schema/runbook'
import { isDone, mayBeSent } from './ready'
import { currentAttempt, isLive, stepOf, type IncidentState, type RunState } from './state'

/** The one-way step of a run, from when it was sent: what it makes the writer, and how far it is known to have come. */
export interface Promotion {
  promotionBoundary: string
  /** The plan's own name of the region that takes over. */
  region: string
  step: string
  /** When it was first sent, or was accepted where a person did it. */
  since: string
  /** not-known: nothing is under way, and whether it took effect was neither proven nor vouched for. */
  is: 'under-way' | 'not-known' | 'done'
}

/** Null before it is sent, where it certainly changed nothing, and once its run is over. */
export function promotionOf(state: IncidentState, run: RunState, runbook: Runbook): Promotion | null {
  const id = runbook.pointOfNoReturn
  if (id === null || !isLive(run)) return null
  const step = stepOf(run, id)
  const times = [step.attempts.find(mayBeSent)?.intended.at, run.pointOfNoReturn?.at]
  const [since] = times.filter((at) => at !== undefined).sort()
  if (since === undefined) return null
  const is = isDone(state, run, runbook, id) ? 'done' : currentAttempt(step) === null ? 'not-known' : 'under-way'
  return { promotionBoundary: run.promotionBoundary, region: runbook.to, step: id, since, is }
}
