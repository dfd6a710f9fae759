import type { Step } from '../../plan/schema/runbook'
import { commandRefusal } from '../../run/holds-command'
import { foundThereAlready, noUndoData, undoWaiver } from '../../run/ready'
import { stepOf, type RunState } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn } from '../incident-input'
import type { ActionView } from './action'
import { ask } from './action'
import { consentCost } from './consent-cost'
import { stepFacts } from './facts-to-say'

/** A step that was not begun because nobody would know how to take it back: that can be accepted, then it is retried. */
export function acceptNoUndo(input: IncidentInput, run: RunState, step: Step, viewer: Viewer): ActionView | null {
  const code = stepOf(run, step.id).failure?.code
  if ((code !== noUndoData && code !== foundThereAlready) || undoWaiver(input.state, run, step.id) !== null) return null
  const warning = `If the run is rolled back, a person takes ${step.id} back: ${step.rollback}`
  return {
    key: `accept-no-undo-${step.id}`,
    label: `Accept ${step.id} without undo`,
    verb: 'record-decision',
    input: { incidentId: input.state.id, runId: run.id, kind: 'accept-no-undo', subject: step.id },
    how: 'ask',
    ask: ask('statement', 'Why begin it without a way back?', 'It stands on the record as your decision. Then retry.', {
      warning,
      costs: consentCost(input, run, { does: 'decide', kind: 'accept-no-undo', subject: step.id }),
      suggestions: stepFacts(input, run, step),
    }),
    disabledBecause: commandRefusal(holdingIn(input), viewer.person, 'incident.record-decision')?.message ?? null,
  }
}
