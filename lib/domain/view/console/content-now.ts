import type { ApprovalRule, Runbook } from '../../plan/schema/runbook'
import { approvalContent } from '../../run/approval'
import type { RunState } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { oncePerInput } from '../once-per-input'

/** What would be asked for under a rule now. It is asked by every step and every approval of a page. */
export function contentNow(input: IncidentInput, run: RunState, runbook: Runbook, rule: ApprovalRule) {
  const { plan, environment, state } = input
  return oncePerInput(input, `content ${run.id} ${runbook.id} ${rule.id}`, () =>
    approvalContent(plan, environment, state, run, runbook, rule),
  )
}
