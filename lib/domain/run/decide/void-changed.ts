import { approvalContent } from '../approval'
import { changedSince } from '../covering'
import type { IncidentEvent } from '../events/event'
import { project } from '../project/project'
import { isDone } from '../ready'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { isLive } from '../state'
import type { DecideContext } from './decision'

/**
 * The events with what they make void: after GO nobody compares an approval again until the act, so that a person's word
 * which changes what was approved sends it back to whoever approved in the same breath.
 */
export function withVoided(
  state: IncidentState,
  events: readonly IncidentEvent[],
  { actor, now, plan, environment }: DecideContext,
): IncidentEvent[] {
  const run = state.runs.find(isLive)
  // On the way back nothing is acted on any more, and undoing compares its own part of each consent by itself.
  if (run === undefined || run.go === null || run.goingBack !== null) return [...events]
  const then = project(
    state,
    events.map((event, index) => ({ ...event, sequence: state.sequence + 1 + index, at: now, actor })),
  )
  const next = then?.runs.find(({ id }) => id === run.id)
  if (then === null || next === undefined) return [...events]
  const runbook = runbookOf(plan, run.runbook)
  const voided = Object.values(then.requests).flatMap((request): IncidentEvent[] => {
    const rule = runbook.approvals.find(({ id }) => id === request.rule)
    if (request.runId !== run.id || request.ended !== null || rule === undefined) return []
    if (request.content.steps.every(({ step }) => isDone(then, next, runbook, step))) return []
    const reason = changedSince(request, approvalContent(plan, environment, then, next, runbook, rule).content)
    return reason === null
      ? []
      : [{ type: 'approval.voided', payload: { runId: run.id, requestId: request.id, reason } }]
  })
  return [...events, ...voided]
}
