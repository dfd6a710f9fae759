import type { Runbook } from '../plan/schema/runbook'
import type { IncidentState, RunState } from './state'
import { whereStands } from './where-stands'

/**
 * Whether a run that is resumed waits for GO anew: it was stopped after GO, or paused for so long that it is as if it
 * had been, and what GO was given on may have changed.
 * Once the point of no return was or may have been crossed, only forward is safe, and nothing of GO can be asked again.
 */
export function goAgain(state: IncidentState, run: RunState, runbook: Runbook, now: string): boolean {
  const halted = run.status === 'stopped' || outlivedByPause(state, run, now)
  return halted && run.go !== null && whereStands(run, runbook) === 'before'
}

/** Whether a run was paused for longer than any of the consents it goes on with is good for. */
export function outlivedByPause({ requests }: IncidentState, run: RunState, now: string): boolean {
  if (run.paused === null) return false
  const paused = Date.parse(now) - Date.parse(run.paused.at)
  return Object.values(requests).some(
    ({ runId, ended, expiresAt, requested }) =>
      runId === run.id && ended === null && paused >= Date.parse(expiresAt) - Date.parse(requested.at),
  )
}
