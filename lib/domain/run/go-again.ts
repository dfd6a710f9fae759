import type { Runbook } from '../plan/schema/runbook'
import type { RunState } from './state'
import { whereStands } from './where-stands'

/**
 * Whether a run that is resumed waits for GO anew: it was stopped after GO, and what GO was given on may have changed.
 * Once the point of no return was or may have been crossed, only forward is safe, and nothing of GO can be asked again.
 */
export function goAgain(run: RunState, runbook: Runbook): boolean {
  return run.status === 'stopped' && run.go !== null && whereStands(run, runbook) === 'before'
}
