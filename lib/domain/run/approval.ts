import type { Role } from '../access/roles'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { ApprovalRule, Runbook } from '../plan/schema/runbook'
import type { ApprovalContent } from './events/approval-events'
import { lossBound } from './loss-bound'
import { isDone, unprovenAcceptance } from './ready'
import { coveredStep, resolveStep } from './resolve-step'
import { servingAcceptance } from './serving-doubt'
import type { ApprovalRequestState, IncidentState, RunState } from './state'

/**
 * Two-person control. A request is one digest over everything that will run; consent counts persons, never accounts;
 * the requester never counts; each consenting person must hold a duty the plan names and still have the role for it.
 */

export interface ContentResult {
  content: ApprovalContent
  /** Steps of the rule whose parameters come from outputs that are not there yet: they get a request of their own. */
  later: string[]
  /** Steps of the rule that plan or environment make impossible; nothing that happens in the run heals them. */
  broken: { step: string; problem: string }[]
}

/** What a request for this rule would cover now: the rule's steps that are not done and can be resolved. */
export function approvalContent(
  plan: Plan,
  environment: Environment,
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  rule: ApprovalRule,
): ContentResult {
  const steps: ApprovalContent['steps'] = []
  const later: string[] = []
  const broken: ContentResult['broken'] = []
  for (const id of rule.steps) {
    const step = runbook.steps.find((candidate) => candidate.id === id)
    if (step === undefined || isDone(state, run, runbook, id)) continue
    const resolved = resolveStep(plan, environment, state, run, step)
    if (resolved.ok) steps.push(coveredStep(step, resolved.commands))
    else if (resolved.later) later.push(id)
    else broken.push({ step: id, problem: resolved.problem })
  }
  const unprovenAccepted = rule.steps.flatMap((id) => {
    const statement = unprovenAcceptance(state, run, runbook, id)
    return statement === null ? [] : [{ step: id, statement }]
  })
  const loss =
    runbook.loss === null
      ? null
      : { boundMilliseconds: lossBound(state, run, runbook.loss), unknownAccepted: unknownLossAcceptance(state, run) }
  const serving = servingAcceptance(state, run)
  return {
    later,
    broken,
    content: {
      incidentId: state.id,
      runId: run.id,
      rule: rule.id,
      planHash: run.planHash,
      environmentHash: run.environmentHash,
      steps,
      loss,
      // Left out where nothing was accepted: what was approved before there was such an acceptance keeps its digest.
      ...(serving === null ? {} : { unknownServingAccepted: serving }),
      unprovenAccepted,
    },
  }
}

/** The commander's recorded acceptance of an unknown loss in this run. */
export function unknownLossAcceptance(state: IncidentState, run: RunState): string | null {
  const decision = state.decisions.findLast((d) => d.kind === 'accept-unknown-loss' && d.runId === run.id)
  return decision?.statement ?? null
}

/** Persons whose consent stands now: distinct, not the requester, duty and role still theirs. */
export function consentingPersons(
  state: IncidentState,
  request: ApprovalRequestState,
  rolesOf: (person: string) => readonly Role[],
): string[] {
  const requester = request.requested.by.kind === 'person' ? request.requested.by.person : null
  return request.answers
    .filter((answer) => answer.answer === 'approved' && answer.person !== requester)
    .filter((answer) => request.duties.includes(answer.duty) && state.duties[answer.duty] === answer.person)
    .filter((answer) => rolesOf(answer.person).includes('approver'))
    .map((answer) => answer.person)
}

export type RequestStatus = 'open' | 'approved' | 'expired' | 'voided'

export function requestStatus(
  state: IncidentState,
  request: ApprovalRequestState,
  rolesOf: (person: string) => readonly Role[],
  now: string,
): RequestStatus {
  if (request.ended !== null) return request.ended.as
  const go = state.runs.find((candidate) => candidate.id === request.runId)?.go ?? null
  const complete = consentingPersons(state, request, rolesOf).length >= request.persons
  // Time takes nothing back after GO: neither what GO rests on, nor a full consent to a step that was resolved later.
  const kept = go !== null && (go.requests.includes(request.id) || complete)
  if (!kept && now >= request.expiresAt) return 'expired'
  return complete ? 'approved' : 'open'
}

/** The newest request that covers the step and was not voided. */
export function requestFor(state: IncidentState, run: RunState, step: string): ApprovalRequestState | null {
  const covering = Object.values(state.requests).filter(
    (request) => request.runId === run.id && request.content.steps.some((covered) => covered.step === step),
  )
  const standing = covering.filter((request) => request.ended === null)
  return standing.at(-1) ?? covering.at(-1) ?? null
}

/** The approval rule that covers a destructive step. */
export function ruleFor(runbook: Runbook, step: string): ApprovalRule | null {
  return runbook.approvals.find((rule) => rule.steps.includes(step)) ?? null
}
