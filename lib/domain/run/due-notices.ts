import type { RolesOf } from '../access/roles-of'
import type { NoticeWay, Tell } from '../plan/schema/notice'
import type { Plan } from '../plan/schema/plan'
import { askersOf, gives, requestStatus } from './approval'
import { asksNobody } from './asking'
import type { NoticeState } from './notice-state'
import type { ApprovalRequestState, IncidentState } from './state'

/** A person who is to be told now, by one way. */
export interface DueNotice {
  runId: string
  requestId: string
  person: string
  way: NoticeWay
  /** The system of the plan that tells. */
  system: string
  attempt: number
  perhapsTwice: boolean
  /** The same for every try of one asking, so that a target can tell a repetition from a new asking. */
  key: string
}

/** How a rule's approvers are told, as the pinned plan says. */
export function waysToTell(plan: Plan, state: IncidentState, request: ApprovalRequestState): readonly Tell[] {
  const runbook = state.runs.find(({ id }) => id === request.runId)?.runbook
  const rules = plan.runbooks.find(({ id }) => id === runbook)?.approvals ?? []
  return rules.find(({ id }) => id === request.rule)?.tell ?? []
}

/** Whose consent is waited for: who holds one of the duties, may approve, did not ask and has not approved. */
export function awaitedPersons(state: IncidentState, request: ApprovalRequestState, rolesOf: RolesOf): string[] {
  const askers = askersOf(state, request)
  const approved = request.answers.filter(gives).map(({ person }) => person)
  const holders = request.duties.flatMap((duty) => state.duties[duty] ?? [])
  return [...new Set(holders)].filter(
    (person) => !askers.includes(person) && !approved.includes(person) && rolesOf(person).includes('approver'),
  )
}

/** Whether the request waits for answers now. */
export function waitsForAnswers(
  state: IncidentState,
  request: ApprovalRequestState,
  rolesOf: RolesOf,
  now: string,
): boolean {
  return asksNobody(state, request) === null && requestStatus(state, request, rolesOf, now) === 'open'
}

/** The journal sequence at which the person was last asked: by the request, by a resumed run, or again. */
export function askedSince(
  state: IncidentState,
  request: ApprovalRequestState,
  person: string,
  way: NoticeWay,
): number {
  const wentOn = state.runs.find(({ id }) => id === request.runId)?.wentOn?.sequence ?? 0
  const repeats = request.repeats.filter((repeat) => repeat.person === person && repeat.way === way)
  return Math.max(request.requested.sequence, wentOn, repeats.at(-1)?.sequence ?? 0)
}

/** Tries of the present asking, oldest first. */
export function triesOfAsking(
  state: IncidentState,
  request: ApprovalRequestState,
  person: string,
  way: NoticeWay,
): NoticeState[] {
  const since = askedSince(state, request, person, way)
  return request.notices.filter((one) => one.person === person && one.way === way && one.intended.sequence > since)
}

/**
 * Everybody who is to be told at this moment. A try whose outcome nobody recorded is due again: whoever made it may have
 * died behind it. What this process itself has on its way is its own to leave out.
 */
export function dueNotices(state: IncidentState, plan: Plan, rolesOf: RolesOf, now: string): DueNotice[] {
  return Object.values(state.requests)
    .filter((request) => waitsForAnswers(state, request, rolesOf, now))
    .flatMap((request) =>
      awaitedPersons(state, request, rolesOf).flatMap((person) =>
        waysToTell(plan, state, request).flatMap((tell) => dueBy(state, request, person, tell, now)),
      ),
    )
}

function dueBy(
  state: IncidentState,
  request: ApprovalRequestState,
  person: string,
  { by: way, system }: Tell,
  now: string,
): DueNotice[] {
  const since = askedSince(state, request, person, way)
  const tries = triesOfAsking(state, request, person, way)
  const last = tries.at(-1)
  const answered = request.answers.some((one) => one.person === person && one.sequence > since && one.lost !== true)
  if (answered || tries.some(({ ended }) => ended?.as === 'sent')) return []
  if (last?.ended?.as === 'failed' && (last.ended.retryAt === null || now < last.ended.retryAt)) return []
  const perhapsTwice = tries.some(({ ended }) => ended === null || (ended.as === 'failed' && ended.perhapsSent))
  const attempt = request.notices.filter((one) => one.person === person && one.way === way).length + 1
  const key = `${request.id}/${person}/${since}`
  return [{ runId: request.runId, requestId: request.id, person, way, system, attempt, perhapsTwice, key }]
}
