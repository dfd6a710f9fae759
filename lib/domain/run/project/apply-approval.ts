import type { RecordedEvent } from '../events/event'
import type { ApprovalRequestState, IncidentState } from '../state'
import { ImpossibleHistory, mark, runIn } from './impossible'

export function applyApproval(draft: IncidentState, event: RecordedEvent): void {
  switch (event.type) {
    case 'approval.requested': {
      const { requestId, ...payload } = event.payload
      if (draft.requests[requestId] !== undefined) throw new ImpossibleHistory(event, 'requested twice')
      runIn(draft, event)
      draft.requests[requestId] = {
        ...payload,
        id: requestId,
        requested: mark(event),
        answers: [],
        notices: [],
        repeats: [],
        seen: {},
        loss: payload.loss ?? null,
        ended: null,
      }
      return
    }
    case 'approval.seen': {
      if (event.actor.kind !== 'person') throw new ImpossibleHistory(event, 'only a person sees')
      openRequest(draft, event).seen[event.actor.person] ??= mark(event)
      return
    }
    case 'approval.given':
    case 'approval.refused': {
      const request = openRequest(draft, event)
      if (event.actor.kind !== 'person') throw new ImpossibleHistory(event, 'only a person approves')
      const person = event.actor.person
      request.answers = request.answers.filter((answer) => answer.person !== person)
      const requester = request.requested.by
      if (requester.kind === 'person' && requester.person === person)
        throw new ImpossibleHistory(event, 'whoever asked does not answer')
      const given = event.type === 'approval.given'
      if (given && event.payload.digest !== request.digest) throw new ImpossibleHistory(event, 'another digest')
      request.answers.push({
        ...mark(event),
        person,
        duty: event.payload.duty,
        answer: given ? 'approved' : 'refused',
        reason: given ? null : event.payload.reason,
      })
      return
    }
    case 'approval.voided':
      openRequest(draft, event).ended = { ...mark(event), as: 'voided', reason: event.payload.reason }
      return
    case 'approval.expired':
      openRequest(draft, event).ended = {
        ...mark(event),
        as: 'expired',
        reason: 'not enough approvals before it expired',
      }
      return
    default:
      throw new ImpossibleHistory(event, 'not an event of an approval')
  }
}

function openRequest(
  draft: IncidentState,
  event: RecordedEvent & { payload: { requestId: string } },
): ApprovalRequestState {
  const request = draft.requests[event.payload.requestId]
  if (request === undefined) throw new ImpossibleHistory(event, 'never requested')
  if (request.ended !== null) throw new ImpossibleHistory(event, `the request was ${request.ended.as}`)
  return request
}
