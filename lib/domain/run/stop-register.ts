import type { Actor } from '../access/actor'
import type { Plan } from '../plan/schema/plan'
import type { IncidentEvent } from './events/event'
import { runbookOf } from './resolve-step'
import type { IncidentState, RunState } from './state'
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

/**
 * Those that have no entry yet. What was asked of a run that is over has nothing to stop any more; where another took its
 * place while that was asked, it is asked of that one: whoever was told that nothing new starts may rely on it.
 */
export function unheardStops<Stop extends Pick<RegisteredStop, 'id' | 'runId'>>(
  state: IncidentState,
  stops: readonly Stop[],
): Stop[] {
  const heard = new Set(state.runs.flatMap(({ stopsHeard }) => stopsHeard))
  return stops.flatMap((stop) => {
    const run = heard.has(stop.id) ? undefined : runInPlaceOf(state, stop.runId)
    return run !== undefined && isLive(run) ? [{ ...stop, runId: run.id }] : []
  })
}

/** The run itself, or the last that took its place. */
function runInPlaceOf({ runs }: IncidentState, runId: string): RunState | undefined {
  const from = runs.findIndex(({ id }) => id === runId)
  // The next one is what superseded it: an incident has one live run.
  return from < 0 ? undefined : runs.slice(from).find(({ status }) => status !== 'superseded')
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

/** Why a run that is over cannot be stopped, and what is to be pressed where another goes on. */
export function overWords(status: string, live: { id: string } | null | undefined): string {
  const over = `The run is over: ${status}.`
  return live == null ? over : `${over} ${live.id} goes on: load this page again and abort that one to stop it.`
}
