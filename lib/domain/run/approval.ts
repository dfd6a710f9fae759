import type { RolesOf } from '../access/roles-of'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { ApprovalRule, Runbook } from '../plan/schema/runbook'
import { consentBasis } from './consent-basis'
import type { ApprovalContent, CoveredStep } from './events/approval-events'
import { isDone } from './ready'
import { coveredStep, resolveStep } from './resolve-step'
import type { ApprovalAnswer, ApprovalRequestState, IncidentState, RunState } from './state'

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
  const steps: CoveredStep[] = []
  const later: string[] = []
  const broken: ContentResult['broken'] = []
  for (const id of rule.steps) {
    const step = runbook.steps.find((candidate) => candidate.id === id)
    if (step === undefined || isDone(state, run, runbook, id)) continue
    const resolved = resolveStep(plan, environment, state, run, step)
    if (resolved.ok) steps.push(coveredStep(run, step, resolved.commands))
    else if (resolved.later) later.push(id)
    else broken.push({ step: id, problem: resolved.problem })
  }
  return { later, broken, content: contentOf(state, run, runbook, rule, steps) }
}

/** The steps with all that consent to them rests on. */
export function contentOf(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  rule: ApprovalRule,
  steps: CoveredStep[],
): ApprovalContent {
  return {
    incidentId: state.id,
    runId: run.id,
    rule: rule.id,
    planHash: run.planHash,
    environmentHash: run.environmentHash,
    steps,
    ...consentBasis(state, run, runbook, rule),
  }
}

/** A request by its id, of whoever names one: nothing else that a record answers to. */
export function requestOf({ requests }: Pick<IncidentState, 'requests'>, id: string): ApprovalRequestState | undefined {
  return Object.hasOwn(requests, id) ? requests[id] : undefined
}

/** Who asked for it, and of a way back whoever began it, though somebody else asked again since: they never count. */
export function askersOf({ runs }: IncidentState, { runId, content, requested }: ApprovalRequestState): string[] {
  const began = content.undo === true ? (runs.find(({ id }) => id === runId)?.goingBack?.by ?? null) : null
  return [requested.by, began].flatMap((by) => (by?.kind === 'person' ? [by.person] : []))
}

/**
 * Why a request is not what its people consented to any more: one of them no longer holds what it was given under. After
 * GO one who is left over takes nothing away. Null: all of it stands.
 */
export function lostConsent(state: IncidentState, request: ApprovalRequestState, rolesOf: RolesOf): string | null {
  const gave = request.answers.filter(({ answer }) => answer === 'approved').map(({ person }) => person)
  const stands = consentingPersons(state, request, rolesOf)
  const lost = gave.find((person) => !stands.includes(person))
  const go = state.runs.find(({ id }) => id === request.runId)?.go ?? null
  if (lost === undefined || (go !== null && stands.length >= request.persons)) return null
  return `${lost} has lost the role, the duty or the account it was given under`
}

/** A consent that was not lost with its duty. */
export function gives({ answer, lost }: ApprovalAnswer): boolean {
  return answer === 'approved' && lost !== true
}

/**
 * Persons whose consent stands now: distinct, not the requester, duty and role still theirs, the duty without a break,
 * and given with an account that is still as it was.
 */
export function consentingPersons(state: IncidentState, request: ApprovalRequestState, rolesOf: RolesOf): string[] {
  const askers = askersOf(state, request)
  return request.answers
    .filter((answer) => gives(answer) && !askers.includes(answer.person))
    .filter((answer) => request.duties.includes(answer.duty) && state.duties[answer.duty] === answer.person)
    .filter(({ person, by, at }) =>
      rolesOf(person, by.kind === 'person' ? { account: by.account, at } : undefined).includes('approver'),
    )
    .map((answer) => answer.person)
}

export type RequestStatus = 'open' | 'approved' | 'expired' | 'voided'

export function requestStatus(
  state: IncidentState,
  request: ApprovalRequestState,
  rolesOf: RolesOf,
  now: string,
): RequestStatus {
  if (request.ended !== null) return request.ended.as
  const run = state.runs.find((candidate) => candidate.id === request.runId)
  const complete = consentingPersons(state, request, rolesOf).length >= request.persons
  // Time takes nothing back after GO: neither what GO rests on, nor a full consent to a step that was resolved later.
  // A run that was stopped and went on under that GO is another moment: what was given before it runs out as it says.
  const go = run?.go ?? null
  const since = Math.max(go?.sequence ?? 0, request.requested.sequence)
  const kept = go !== null && (go.requests.includes(request.id) || complete) && (run?.wentOn?.sequence ?? 0) < since
  if (!kept && now >= request.expiresAt) return 'expired'
  return complete ? 'approved' : 'open'
}

/** The newest request that covers the step and was not voided. */
export function requestFor(state: IncidentState, run: RunState, step: string): ApprovalRequestState | null {
  const covering = Object.values(state.requests).filter(
    ({ runId, content }) =>
      runId === run.id && content.undo !== true && content.steps.some((covered) => covered.step === step),
  )
  const standing = covering.filter((request) => request.ended === null)
  return standing.at(-1) ?? covering.at(-1) ?? null
}

/** The approval rule that covers a destructive step. */
export function ruleFor(runbook: Runbook, step: string): ApprovalRule | null {
  return runbook.approvals.find((rule) => rule.steps.includes(step)) ?? null
}
