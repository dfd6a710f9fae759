import { approvalDescribers } from './describe/describe-approval'
import { incidentDescribers } from './describe/describe-incident'
import { noticeDescribers } from './describe/describe-notice'
import { runDescribers } from './describe/describe-run'
import { stepDescribers } from './describe/describe-step'
import type { Describers, Description, EventWords, Said } from './describe/description'
import type { IncidentEventType, RecordedEvent } from './events/event'

const describers: Describers<IncidentEventType> = {
  ...incidentDescribers,
  ...approvalDescribers,
  ...noticeDescribers,
  ...runDescribers,
  ...stepDescribers,
}

/** What an entry of an incident says, in words. Every event of the catalogue has a sentence, or this does not compile. */
export function describeEvent(event: RecordedEvent, words: EventWords): Description {
  const describe = describers[event.type] as (payload: RecordedEvent['payload'], words: EventWords) => Said
  return { restsOn: '', key: false, tier: null, step: null, ...describe(event.payload, words) }
}
