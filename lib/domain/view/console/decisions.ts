import { stopWord } from '../../run/where-stands'
import type { DecisionKind } from '../../run/events/incident-events'
import type { RecordedEvent } from '../../run/events/event'
import { acceptedLoss } from '../../run/loss-bound'
import { lossWords } from '../format/duration'
import { utcClock } from '../format/instant'
import type { IncidentInput } from '../incident-input'
import { actorName } from '../names'

export interface DecisionView {
  at: string
  text: string
  /** Who decided it: said beside the text, however long that is. */
  by: string
  sequence: number
}

/** What people decided in the incident, newest first. What was said stays: nothing but newer ones takes it away. */
export function decisionLines({ state, persons, plan }: IncidentInput): DecisionView[] {
  const by = (event: RecordedEvent) => actorName(persons, event.actor)
  return state.decided
    .flatMap((event): DecisionView[] => {
      const words = decisionWords(event, (runbook) => plan.runbooks.find(({ id }) => id === runbook)?.title ?? runbook)
      if (words === null) return []
      const text = /[.!?]$/.test(words) ? words : `${words}.`
      return [{ at: event.at, sequence: event.sequence, text, by: by(event) }]
    })
    .sort((a, b) => b.sequence - a.sequence)
}

function decisionWords(event: RecordedEvent, runbookTitle: (id: string) => string): string | null {
  switch (event.type) {
    case 'incident.declared':
      return `Declared ${event.payload.class.replaceAll('-', ' ')}`
    case 'incident.classRefused':
      return `Refused to declare ${event.payload.class.replaceAll('-', ' ')}: ${event.payload.reason}`
    case 'incident.impactRecorded':
      return `Impact since ${utcClock(event.payload.at)}: ${event.payload.reason ?? ''}`
    case 'incident.gateAttested':
      return `${event.payload.gate} attested: ${event.payload.statement}`
    case 'incident.decisionRecorded':
      return `${acceptedWords(event.payload.kind, event.payload.subject)}${event.payload.statement}`
    case 'incident.closed':
      return `Closed: ${event.payload.reason}`
    case 'approval.refused':
      return `Approval refused: ${event.payload.reason}`
    case 'run.started':
      return `Armed ${runbookTitle(event.payload.runbook).toLowerCase()}, ${event.payload.runId}`
    case 'run.goGiven':
      return 'GO'
    case 'run.paused':
      return `Paused: ${event.payload.reason}`
    case 'run.resumed':
      return 'Resumed'
    case 'run.abortRequested':
      return `${stopWord(event.payload.stands)}: ${event.payload.reason}`
    case 'run.rollbackRequested':
      return `Undo: ${event.payload.reason}`
    case 'run.superseded':
      return `${event.payload.runId} ended: ${event.payload.by} takes its place`
    case 'step.retryRequested':
      return `${event.payload.step} again`
    case 'step.skipped':
      return `${event.payload.step} skipped: ${event.payload.reason}`
    case 'step.takenOver':
      return `${event.payload.step} taken over: ${event.payload.reason}`
    case 'step.attested':
      return `${event.payload.step} attested: ${event.payload.statement}`
    default:
      return null
  }
}

function acceptedWords(kind: DecisionKind, subject: string | null): string {
  if (kind === 'note') return ''
  if (kind === 'accept-unknown-loss') return 'Unknown loss accepted: '
  if (kind === 'accept-unknown-serving') return 'Unknown serving region accepted: '
  if (kind === 'accept-loss') return `Loss up to ${lossWords(acceptedLoss(subject) ?? 0)} accepted: `
  const what = subject?.split('/').at(-1) ?? ''
  if (kind === 'accept-lost-proof') return `Going on without the proof of ${what} accepted: `
  if (kind === 'accept-no-undo') return `${what} without undo accepted: `
  if (kind === 'override-gate') return `${what} overridden: `
  return `${what} accepted ${kind === 'accept-unproven' ? 'unproven' : 'as unknown'}: `
}
