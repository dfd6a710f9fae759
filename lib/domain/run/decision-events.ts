import type { IncidentEventType, RecordedEvent } from './events/event'

/** What people decide in an incident: the entries its list of decisions keeps for ever. */
const decisionTypes: ReadonlySet<IncidentEventType> = new Set<IncidentEventType>([
  'incident.declared',
  'incident.classRefused',
  'incident.gateAttested',
  'incident.decisionRecorded',
  'incident.closed',
  'approval.refused',
  'run.started',
  'run.goGiven',
  'run.paused',
  'run.resumed',
  'run.abortRequested',
  'run.rollbackRequested',
  'run.superseded',
  'run.abandonProposed',
  'run.abandoned',
  'step.retryRequested',
  'step.skipped',
  'step.takenOver',
  'step.attested',
  'step.outcomeProposed',
  'step.outcomeSettled',
])

/** A correction of the impact is somebody's decision; the impact that was seen is not. */
export function isDecision(event: RecordedEvent): boolean {
  if (event.type === 'incident.impactRecorded') return event.payload.reason !== null
  return decisionTypes.has(event.type)
}
