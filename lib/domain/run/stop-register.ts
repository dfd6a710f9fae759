import type { Actor } from '../access/actor'
import type { Plan } from '../plan/schema/plan'
import type { IncidentEvent } from './events/event'
import { runbookOf } from './resolve-step'
import type { IncidentState } from './state'
import { isLive } from './state'
import { noReason, whereStands } from './where-stands'

/** A row of the stop register: somebody asked to abort a run, and was answered that it is on record. */
export interface RegisteredStop {
  id: string
  runId: string
  person: string
  account: string
  reason: string
  /** On the database's clock, ISO. */
  at: string
}

/** Those that have no entry yet. What was asked of a run that is over has nothing to stop any more. */
export function unheardStops<Stop extends Pick<RegisteredStop, 'id' | 'runId'>>(
  state: IncidentState,
  stops: readonly Stop[],
): Stop[] {
  return stops.filter(({ id, runId }) =>
    state.runs.some((run) => run.id === runId && isLive(run) && !run.stopsHeard.includes(id)),
  )
}

/**
 * The entry of a registered stop. It asks for nothing: whoever was told that it is on record may rely on it, whatever
 * their roles are by now and whatever was asked for meanwhile.
 */
export function stopEvent(
  state: IncidentState,
  plan: Plan,
  { id: stop, runId, reason, at: askedAt, person, account }: RegisteredStop,
): { event: IncidentEvent; actor: Actor } {
  const run = state.runs.find((candidate) => candidate.id === runId)
  if (run === undefined) throw new Error(`run ${runId} is not in the stream`)
  const stands = whereStands(run, runbookOf(plan, run.runbook))
  const payload = { runId, reason: reason === '' ? noReason : reason, stands, stop, askedAt }
  return { event: { type: 'run.abortRequested', payload }, actor: { kind: 'person', person, account } }
}
