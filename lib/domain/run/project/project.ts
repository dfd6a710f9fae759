import { freeze, produce } from 'immer'
import { isDecision } from '../decision-events'
import type { RecordedEvent } from '../events/event'
import type { IncidentState } from '../state'
import { applyApproval } from './apply-approval'
import { applyIncident, proposedIncident } from './apply-incident'
import { applyNotice } from './apply-notice'
import { applyProposal, isOfProposal, overtakeProposal } from './apply-proposal'
import { applyRun } from './apply-run'
import { applyStep } from './apply-step'
import { ImpossibleHistory } from './impossible'
import { keepNewest } from './keep-newest'

/** Decisions that the console shows; Evidence has all of them. */
const keptDecisions = 500

/**
 * Folds events onto a state: the only way state comes to be. Pure: the base is not touched, and what no event changes is
 * the same object before and after. Throws ImpossibleHistory on a sequence of facts that `decide` could not have written.
 */
export function project(base: IncidentState | null, events: readonly RecordedEvent[]): IncidentState | null {
  if (base === null) return new Fold().add(events).done()
  return produce(base, (draft) => {
    for (const event of events) applyNext(draft, event)
  })
}

/**
 * The same, piece by piece, on a state that nobody else has: a long history is folded without a copy of what every piece
 * changes. Throws ImpossibleHistory.
 */
export class Fold {
  constructor(private state: IncidentState | null = null) {}

  add(events: readonly RecordedEvent[]): this {
    for (const event of events) {
      if (this.state !== null) applyNext(this.state, event)
      else {
        this.state = proposedIncident(event)
        note(this.state, event)
      }
    }
    return this
  }

  /** The state, which nothing changes any more; null where there was no event. */
  done(): IncidentState | null {
    return this.state === null ? null : freeze(this.state, true)
  }
}

function applyNext(draft: IncidentState, event: RecordedEvent): void {
  apply(draft, event)
  note(draft, event)
}

function note(draft: IncidentState, event: RecordedEvent): void {
  if (event.sequence !== draft.sequence + 1)
    throw new ImpossibleHistory(event, `sequence ${draft.sequence} cannot be followed by ${event.sequence}`)
  draft.sequence = event.sequence
  if (!isDecision(event)) return
  draft.decided.push(event)
  draft.decidedBefore += keepNewest(draft.decided, keptDecisions)
}

function apply(draft: IncidentState, event: RecordedEvent): void {
  if (draft.closed !== null && event.type !== 'incident.decisionRecorded')
    throw new ImpossibleHistory(event, 'the incident is closed')
  const room = event.type.slice(0, event.type.indexOf('.'))
  switch (room) {
    case 'incident':
    case 'tier':
    case 'loss':
      return applyIncident(draft, event)
    case 'approval':
      return applyApproval(draft, event)
    case 'notice':
      return applyNotice(draft, event)
    case 'run':
    case 'step':
      if (isOfProposal(event)) return applyProposal(draft, event)
      if (room === 'run') applyRun(draft, event)
      else applyStep(draft, event)
      return overtakeProposal(draft, event)
    default:
      throw new ImpossibleHistory(event, 'no room for it')
  }
}
