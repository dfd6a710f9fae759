import type { Runbook } from '../../plan/schema/runbook'
import { currentRun } from '../../run/state'
import { runbookOf } from '../../run/resolve-step'
import type { IncidentInput } from '../incident-input'

/**
 * The runbook a screen shows: the run's, else the declared class's, else the first a class of the plan leads to, since
 * reversible work may start before anything is declared.
 */
export function incidentRunbook({ plan, state }: Pick<IncidentInput, 'plan' | 'state'>): Runbook {
  const known = currentRun(state)?.runbook ?? state.declared?.runbook
  if (known !== undefined) return runbookOf(plan, known)
  const answering = plan.disasterClasses.find(({ runbook }) => runbook !== null)?.runbook
  const [first] = plan.runbooks
  if (answering != null) return runbookOf(plan, answering)
  if (first === undefined) throw new Error('a plan has at least one runbook')
  return first
}
