import { requestOf } from '../approval'
import type { PersonCommand } from '../commands'
import { awaitedPersons, dueNotices, triesOfAsking, waitsForAnswers, waysToTell } from '../due-notices'
import type { ApprovalRequestState, IncidentState } from '../state'
import type { WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, refuse, workerOnly } from './decision'

type Of<C, T> = Extract<C, { type: T }>

/** After so many tries of one asking only a person asks again. */
const mostTries = 6
/** A person is asked again by one way at most this often. */
export const askAgainAfter = 30_000

/** What the worker does about telling people. Only what is due is intended, and only what is open gets an outcome. */
export function reportNotice(
  state: IncidentState,
  command: Of<WorkerCommand, 'intend-notice' | 'finish-notice' | 'fail-notice'>,
  context: DecideContext,
): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const request = requestOf(state, command.requestId)
  if (request === undefined) return refuse('not-found', 'There is no such request.')
  const { requestId, person, way } = command
  const of = { runId: request.runId, requestId, person, way }
  if (command.type === 'intend-notice') {
    const due = dueNotices(state, context.plan, context.rolesOf, context.now).find(
      (one) => one.requestId === requestId && one.person === person && one.way === way,
    )
    if (due === undefined) return refuse('not-now', 'There is nothing to tell this person now.')
    const { attempt, perhapsTwice } = due
    return accept({ type: 'notice.intended', payload: { ...of, attempt, perhapsTwice } })
  }
  const { attempt } = command
  const open = request.notices.find((one) => one.person === person && one.way === way && one.attempt === attempt)
  if (open === undefined || open.ended !== null) return refuse('not-now', 'No such notice is on its way.')
  if (command.type === 'finish-notice')
    return accept({ type: 'notice.sent', payload: { ...of, attempt, reference: command.reference } })
  const { code, message, perhapsSent, retryInMilliseconds: wait } = command
  const again = wait !== null && triesOfAsking(state, request, person, way).length < mostTries
  const retryAt = again ? new Date(Date.parse(context.now) + wait).toISOString() : null
  return accept({ type: 'notice.failed', payload: { ...of, attempt, code, message, perhapsSent, retryAt } })
}

/** When the person may be asked again by this way, ISO; null: at once. */
export function mayAskAgainAt(request: ApprovalRequestState, person: string, way: string): string | null {
  const told = request.notices.filter((one) => one.person === person && one.way === way)
  const repeated = request.repeats.filter((one) => one.person === person && one.way === way)
  const last = [told.at(-1)?.intended.at, repeated.at(-1)?.at].flatMap((at) => at ?? []).sort()
  const newest = last.at(-1)
  return newest === undefined ? null : new Date(Date.parse(newest) + askAgainAfter).toISOString()
}

export function askAgain(
  state: IncidentState,
  command: Of<PersonCommand, 'ask-again'>,
  context: DecideContext,
): Decision {
  const no = forbidden(context, 'approval.request')
  if (no !== null) return no
  const { requestId, person } = command
  const request = requestOf(state, requestId)
  if (request === undefined) return refuse('not-found', 'There is no such request.')
  if (!waitsForAnswers(state, request, context.rolesOf, context.now))
    return refuse('not-now', 'This request waits for nobody now.')
  if (!awaitedPersons(state, request, context.rolesOf).includes(person))
    return refuse('not-now', 'Nothing is waited for from this person.')
  const ways = waysToTell(context.plan, state, request)
    .map(({ by }) => by)
    .filter((by) => command.way === undefined || command.way === by)
  if (ways.length === 0)
    return refuse(
      'not-found',
      `The plan does not tell approvers${command.way === undefined ? '' : ` by ${command.way}`}.`,
    )
  const waits = ways.map((way) => {
    const at = mayAskAgainAt(request, person, way)
    return { way, left: at === null ? 0 : Date.parse(at) - Date.parse(context.now) }
  })
  const free = waits.filter(({ left }) => left <= 0)
  if (free.length === 0) {
    const left = Math.ceil(Math.min(...waits.map((one) => one.left)) / 1_000)
    return refuse('not-now', `Asked less than ${askAgainAfter / 1_000} s ago; again in ${left} s.`)
  }
  return accept(
    ...free.map(({ way }) => ({
      type: 'notice.repeatRequested' as const,
      payload: { runId: request.runId, requestId, person, way },
    })),
  )
}

/** Somebody who is waited for has the request before their eyes: recorded once. */
export function seeApproval(
  state: IncidentState,
  command: Of<PersonCommand, 'see-approval'>,
  context: DecideContext,
): Decision {
  const no = forbidden(context, 'approval.give')
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person sees.')
  const { person } = context.actor
  const request = requestOf(state, command.requestId)
  if (request === undefined) return refuse('not-found', 'There is no such request.')
  if (request.seen[person] !== undefined) return refuse('already-done', 'You have seen it.')
  const waits = waitsForAnswers(state, request, context.rolesOf, context.now)
  if (!waits || !awaitedPersons(state, request, context.rolesOf).includes(person))
    return refuse('not-now', 'Nothing is waited for from you.')
  return accept({ type: 'approval.seen', payload: { runId: request.runId, requestId: request.id } })
}
