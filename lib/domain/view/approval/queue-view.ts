import { consentingPersons, requestStatus } from '../../run/approval'
import { asksNobody } from '../../run/asking'
import type { IncidentInput, Viewer } from '../incident-input'
import { rolesIn } from '../incident-input'
import { actorName, incidentLabel, listWords } from '../names'
import { requestTitle } from './approval-view'
import { answerRefusal } from './who-may-answer'

export interface QueueRow {
  requestId: string
  incident: string
  incidentTitle: string
  live: boolean
  /** The environment's title: two worlds may ask at once. */
  environment: string
  title: string
  steps: string
  asked: string
  askedAt: string
  /** When the viewer was last asked: by the request, or again. */
  lastAskedAt: string
  expiresAt: string
  given: number
  needed: number
  /** Null: it waits for the viewer. */
  refusal: string | null
}

export interface ApprovalQueueView {
  now: string
  /** What waits for the viewer, soonest to expire first. */
  mine: QueueRow[]
  /** What waits for somebody else, with why not the viewer. */
  others: QueueRow[]
}

/** Open requests of every run that asks: what its run does not ask for any more waits for nobody. */
export function buildQueueView(inputs: readonly IncidentInput[], viewer: Viewer, now: string): ApprovalQueueView {
  const rows = inputs.flatMap((input) => rowsOf(input, viewer)).sort((a, b) => a.expiresAt.localeCompare(b.expiresAt))
  return { now, mine: rows.filter((row) => row.refusal === null), others: rows.filter((row) => row.refusal !== null) }
}

function rowsOf(input: IncidentInput, viewer: Viewer): QueueRow[] {
  const { state, persons, now } = input
  const rolesOf = rolesIn(input)
  return Object.values(state.requests)
    .filter((request) => asksNobody(state, request) === null)
    .filter((request) => requestStatus(state, request, rolesOf, now) === 'open')
    .map((request) => ({
      requestId: request.id,
      incident: incidentLabel(state),
      incidentTitle: state.title,
      live: state.mode === 'live',
      environment: input.environment.title,
      title: requestTitle(input, request),
      steps: `${request.content.undo === true ? 'undo ' : ''}${listWords(request.content.steps.map(({ step }) => step))}`,
      asked: actorName(persons, request.requested.by),
      askedAt: request.requested.at,
      lastAskedAt: request.repeats.findLast(({ person }) => person === viewer.person)?.at ?? request.requested.at,
      expiresAt: request.expiresAt,
      given: consentingPersons(state, request, rolesOf).length,
      needed: request.persons,
      refusal: answerRefusal(input, request, viewer),
    }))
}
