import type { RecordedEvent } from '../events/event'
import type { NoticeState } from '../notice-state'
import type { ApprovalRequestState, IncidentState } from '../state'
import { ImpossibleHistory, mark, runIn } from './impossible'

/** An outcome may come after the request has ended: what was sent was sent. */
export function applyNotice(draft: IncidentState, event: RecordedEvent): void {
  switch (event.type) {
    case 'notice.intended': {
      const request = requestOf(draft, event)
      runIn(draft, event)
      const { person, way, attempt, perhapsTwice } = event.payload
      if (request.ended !== null) throw new ImpossibleHistory(event, `the request was ${request.ended.as}`)
      if (attempt !== triesOf(request, person, way).length + 1)
        throw new ImpossibleHistory(event, 'tries are counted without a gap')
      request.notices.push({ person, way, attempt, perhapsTwice, intended: mark(event), ended: null })
      return
    }
    case 'notice.sent': {
      openTry(draft, event).ended = { ...mark(event), as: 'sent', reference: event.payload.reference }
      return
    }
    case 'notice.failed': {
      const { code, message, perhapsSent, retryAt } = event.payload
      openTry(draft, event).ended = { ...mark(event), as: 'failed', code, message, perhapsSent, retryAt }
      return
    }
    case 'notice.repeatRequested': {
      const { person, way } = event.payload
      requestOf(draft, event).repeats.push({ ...mark(event), person, way })
      return
    }
    default:
      throw new ImpossibleHistory(event, 'not an event of a notice')
  }
}

function requestOf(
  draft: IncidentState,
  event: RecordedEvent & { payload: { requestId: string } },
): ApprovalRequestState {
  const request = draft.requests[event.payload.requestId]
  if (request === undefined) throw new ImpossibleHistory(event, 'never requested')
  return request
}

function triesOf(request: ApprovalRequestState, person: string, way: string): NoticeState[] {
  return request.notices.filter((notice) => notice.person === person && notice.way === way)
}

function openTry(draft: IncidentState, event: RecordedEvent & { type: 'notice.sent' | 'notice.failed' }): NoticeState {
  const { person, way, attempt } = event.payload
  const one = triesOf(requestOf(draft, event), person, way).find((notice) => notice.attempt === attempt)
  if (one === undefined) throw new ImpossibleHistory(event, 'it was never intended')
  if (one.ended !== null) throw new ImpossibleHistory(event, `it ${one.ended.as} before`)
  return one
}
