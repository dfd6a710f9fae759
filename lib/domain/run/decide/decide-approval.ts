import {
  approvalContent,
  askersOf,
  consentingPersons,
  requestFor,
  requestStatus,
  ruleFor,
  requestOf,
} from '../approval'
import { asksNobody } from '../asking'
import { agedSinceGo } from '../go-again'
import type { PersonCommand } from '../commands'
import { digestOf, runbookOf } from '../resolve-step'
import { changedSince, coversAll, isWhatItNames, notWhatItNames } from '../covering'
import type { ApprovalRule } from '../../plan/schema/runbook'
import type { ApprovalContent, CoveredStep } from '../events/approval-events'
import type { IncidentEvent } from '../events/event'
import { personsToUndo, undoContent, undoToAsk } from '../undo-consent'
import type { ApprovalRequestState, IncidentState, RunState } from '../state'
import { isLive } from '../state'
import type { WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, notInCommand, refuse, workerOnly } from './decision'

type Of<C, T> = Extract<C, { type: T }>

export function requestApproval(
  state: IncidentState,
  command: Of<PersonCommand, 'request-approval'>,
  context: DecideContext,
): Decision {
  const no = notInCommand(state, context, 'approval.request')
  if (no !== null) return no
  const run = state.runs.find((candidate) => candidate.id === command.runId)
  if (run === undefined) return refuse('not-found', 'There is no such run.')
  if (run.status === 'rolling-back') {
    const asked = askToUndo(state, run, context, command.rule)
    return asked.length > 0 ? accept(...asked) : refuse('not-now', 'Nothing that is undone waits to be asked about.')
  }
  if (!isLive(run)) return refuse('not-now', 'The run is over.')
  if (run.status === 'stopping' || run.status === 'stopped')
    return refuse('not-now', 'The run was stopped and asks nobody. Resume it, then ask.')
  const runbook = runbookOf(context.plan, run.runbook)
  const rule = runbook.approvals.find((candidate) => candidate.id === command.rule)
  if (rule === undefined) return refuse('not-found', `The runbook has no approval rule ${command.rule}.`)
  const { content: all, later } = approvalContent(context.plan, context.environment, state, run, runbook, rule)
  if (all.steps.length === 0)
    return refuse(
      'not-now',
      'Nothing to approve yet.',
      later.map((step) => `${step} waits for an earlier step's output`),
    )
  // After GO only what has no consent is asked for: asking must not void what the run is resting on.
  const content = {
    ...all,
    steps: run.go === null ? all.steps : all.steps.filter((step) => !consented(state, run, step, all, context)),
  }
  if (content.steps.length === 0) return refuse('already-done', 'All of it stands approved.')
  const standing = Object.values(state.requests).filter(
    (request) => request.runId === run.id && request.rule === rule.id && request.ended === null,
  )
  const same = standing.find(
    (request) =>
      coversAll(request, content) &&
      requestStatus(state, request, context.rolesOf, context.now) !== 'expired' &&
      agedSinceGo(state, run, runbookOf(context.plan, run.runbook), request, context) === null,
  )
  if (same !== undefined) return refuse('already-done', 'The same request already stands.')
  return accept(
    ...standing
      .filter((request) => overlaps(request, content.steps))
      .map((request) => ({
        type: 'approval.voided' as const,
        payload: { runId: run.id, requestId: request.id, reason: 'asked again with other content' },
      })),
    requested(state, run, rule, content, rule.persons, context),
  )
}

/** One more person for the way back of what two approved, where their approval no longer stands. */
export function askToUndo(state: IncidentState, run: RunState, context: DecideContext, only?: string): IncidentEvent[] {
  return undoToAsk(state, run, context).flatMap(({ rule, steps }): IncidentEvent[] => {
    const standing = Object.values(state.requests).filter(
      ({ runId, rule: id, ended, content }) => runId === run.id && id === rule.id && ended === null && content.undo,
    )
    const waits = standing.some((one) => requestStatus(state, one, context.rolesOf, context.now) === 'open')
    if ((only !== undefined && only !== rule.id) || waits) return []
    return [
      // One that still carries the way back of other steps is left to them.
      ...standing
        .filter((request) => overlaps(request, steps))
        .map(({ id }) => ({
          type: 'approval.voided' as const,
          payload: { runId: run.id, requestId: id, reason: 'asked again' },
        })),
      requested(state, run, rule, undoContent(state, run, rule, steps), personsToUndo, context),
    ]
  })
}

function requested(
  state: IncidentState,
  run: RunState,
  rule: ApprovalRule,
  content: ApprovalContent,
  persons: number,
  { plan, now, loss }: DecideContext,
): Extract<IncidentEvent, { type: 'approval.requested' }> {
  const line = runbookOf(plan, run.runbook).pointOfNoReturn
  const promotes = content.undo !== true && content.steps.some(({ step }) => step === line)
  return {
    type: 'approval.requested',
    payload: {
      runId: run.id,
      requestId: `${run.id}-${rule.id}-${Object.keys(state.requests).length + 1}`,
      rule: rule.id,
      digest: digestOf(content),
      content,
      duties: rule.duties,
      persons,
      expiresAt: new Date(Date.parse(now) + rule.expires).toISOString(),
      ...(loss === null || !promotes ? {} : { loss }),
    },
  }
}

function consented(
  state: IncidentState,
  run: RunState,
  covered: CoveredStep,
  now: ApprovalContent,
  context: DecideContext,
): boolean {
  const request = requestFor(state, run, covered.step)
  if (request === null || requestStatus(state, request, context.rolesOf, context.now) !== 'approved') return false
  if (agedSinceGo(state, run, runbookOf(context.plan, run.runbook), request, context) !== null) return false
  return changedSince(request, { ...now, steps: [covered] }) === null
}

function overlaps(request: ApprovalRequestState, steps: readonly { step: string }[]): boolean {
  return request.content.steps.some((covered) => steps.some((step) => step.step === covered.step))
}

export function giveApproval(
  state: IncidentState,
  command: Of<PersonCommand, 'give-approval'>,
  context: DecideContext,
): Decision {
  const answerable = whoAnswers(state, command.requestId, context, 'approval.give')
  if ('decision' in answerable) return answerable.decision
  const { request, duty, person } = answerable
  if (!isWhatItNames(request)) return refuse('digest-differs', notWhatItNames)
  if (command.digest !== request.digest)
    return refuse('digest-differs', 'What you saw is not what is asked for now. Read it again.')
  // Given under a duty that has passed on since, it does not count and may be given again.
  if (consentingPersons(state, request, context.rolesOf).includes(person))
    return refuse('already-done', 'You have already approved this.')
  return accept({
    type: 'approval.given',
    payload: { runId: request.runId, requestId: request.id, digest: request.digest, duty, statement: null },
  })
}

export function refuseApproval(
  state: IncidentState,
  command: Of<PersonCommand, 'refuse-approval'>,
  context: DecideContext,
): Decision {
  const answerable = whoAnswers(state, command.requestId, context, 'approval.refuse')
  if ('decision' in answerable) return answerable.decision
  const { request, duty } = answerable
  return accept({
    type: 'approval.refused',
    payload: { runId: request.runId, requestId: request.id, duty, reason: command.reason },
  })
}

function whoAnswers(
  state: IncidentState,
  requestId: string,
  context: DecideContext,
  permission: 'approval.give' | 'approval.refuse',
): { request: ApprovalRequestState; duty: string; person: string } | { decision: Decision } {
  const no = forbidden(context, permission)
  if (no !== null || context.actor.kind !== 'person')
    return { decision: no ?? refuse('forbidden', 'Only a person approves.') }
  const { person } = context.actor
  const request = requestOf(state, requestId)
  if (request === undefined) return { decision: refuse('not-found', 'There is no such request.') }
  const silent = asksNobody(state, request)
  if (silent !== null) return { decision: refuse('not-now', silent) }
  if (askersOf(state, request).includes(person))
    return { decision: refuse('own-request', 'You asked for this; another person approves it.') }
  const status = requestStatus(state, request, context.rolesOf, context.now)
  if (status === 'expired')
    return { decision: refuse('expired', 'The request has expired. The commander may ask again.') }
  if (status === 'voided')
    return { decision: refuse('expired', `The request was voided: ${request.ended?.reason ?? ''}.`) }
  const duty = request.duties.find((candidate) => state.duties[candidate] === person)
  if (duty === undefined) {
    const titles = request.duties.map((id) => context.plan.duties.find((d) => d.id === id)?.title ?? id)
    return { decision: refuse('no-duty', `This needs the duty ${titles.join(' or ')}; you hold none of them.`, titles) }
  }
  return { request, duty, person }
}

export function endApproval(
  state: IncidentState,
  command: Of<WorkerCommand, 'void-approval' | 'expire-approval'>,
  context: DecideContext,
): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const request = requestOf(state, command.requestId)
  if (request === undefined || request.ended !== null) return refuse('not-now', 'The request has ended.')
  if (command.type === 'void-approval') {
    // What the worker saw may be from before GO: what the run rests on since is voided by drift, at the act, or once
    // whoever consented no longer holds what they consented under.
    const goCovers = state.runs.some(({ go }) => go?.requests.includes(request.id) === true)
    if (goCovers && consentingPersons(state, request, context.rolesOf).length >= request.persons)
      return refuse('not-now', 'GO rests on it.')
    return accept({
      type: 'approval.voided',
      payload: { runId: request.runId, requestId: request.id, reason: command.reason },
    })
  }
  const status = requestStatus(state, request, context.rolesOf, context.now)
  if (status !== 'expired') return refuse('not-now', 'It has not expired.')
  return accept({ type: 'approval.expired', payload: { runId: request.runId, requestId: request.id } })
}

/** For GO: every destructive step that can be resolved now rests on an approved request. */
export function approvalsForGo(
  state: IncidentState,
  runId: string,
  context: DecideContext,
): { requests: string[]; missing: string[] } {
  const run = state.runs.find((candidate) => candidate.id === runId)
  if (run === undefined) return { requests: [], missing: ['the run'] }
  const runbook = runbookOf(context.plan, run.runbook)
  const requests = new Set<string>()
  const missing: string[] = []
  for (const rule of runbook.approvals) {
    const { content, broken } = approvalContent(context.plan, context.environment, state, run, runbook, rule)
    missing.push(...broken.map(({ step, problem }) => `${step}: ${problem}`))
    if (content.steps.length === 0) continue
    const standing = Object.values(state.requests).filter(
      (r) => r.runId === run.id && r.rule === rule.id && r.ended === null,
    )
    const exact = standing.find((request) => coversAll(request, content))
    const status = exact === undefined ? null : requestStatus(state, exact, context.rolesOf, context.now)
    if (exact !== undefined && status === 'approved') requests.add(exact.id)
    else if (exact === undefined && standing.length > 0) missing.push(`${rule.id}: what was approved has changed`)
    else missing.push(`${rule.id}: ${status === 'expired' ? 'the approval expired' : `${rule.persons} approvals`}`)
  }
  const uncovered = runbook.steps.filter((step) => step.destructive && ruleFor(runbook, step.id) === null)
  return { requests: [...requests], missing: [...missing, ...uncovered.map((step) => `${step.id}: no approval rule`)] }
}
