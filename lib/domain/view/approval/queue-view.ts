import type { Mark } from '../../run/mark'
import { consentingPersons, requestStatus } from '../../run/approval'
import { asksNobody } from '../../run/asking'
import { runbookOf } from '../../run/resolve-step'
import { currentRun, isLive, stepOf } from '../../run/state'
import type { ActionView } from '../console/action'
import { byHandActions } from '../console/by-hand-actions'
import { agreeAction, proposalWords } from '../console/proposal-actions'
import type { IncidentInput, Viewer } from '../incident-input'
import { rolesIn } from '../incident-input'
import { actorName, incidentLabel, listWords } from '../names'
import { requestTitle } from './approval-view'
import { answerRefusal } from './who-may-answer'

export interface QueueRow {
  /** approval: of a request. word: what somebody said of a run, and counts once a second person agrees. */
  kind: 'approval' | 'word'
  requestId: string
  href: string
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
  /** Null: a word waits for as long as its run does. */
  expiresAt: string | null
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
  const last = '9999'
  const rows = inputs
    .flatMap((input) => [...rowsOf(input, viewer), ...wordsOf(input, viewer)])
    .sort((a, b) => (a.expiresAt ?? last).localeCompare(b.expiresAt ?? last))
  return { now, mine: rows.filter((row) => row.refusal === null), others: rows.filter((row) => row.refusal !== null) }
}

function rowsOf(input: IncidentInput, viewer: Viewer): QueueRow[] {
  const { state, persons, now } = input
  const rolesOf = rolesIn(input)
  return Object.values(state.requests)
    .filter((request) => asksNobody(state, request) === null)
    .filter((request) => requestStatus(state, request, rolesOf, now) === 'open')
    .map((request) => ({
      kind: 'approval' as const,
      requestId: request.id,
      href: `/approvals/${encodeURIComponent(request.id)}`,
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

/** What one person said of the run, or did by hand, and a second has to agree to: it is asked for where answers are. */
function wordsOf(input: IncidentInput, viewer: Viewer): QueueRow[] {
  const { state, plan, persons } = input
  const run = currentRun(state)
  if (run === null || !isLive(run)) return []
  const runbook = runbookOf(plan, run.runbook)
  const row = (action: ActionView | null, said: Mark | null, title: string, steps: string): QueueRow[] =>
    action === null || said === null
      ? []
      : [
          {
            kind: 'word',
            requestId: `${run.id}/${said.sequence}`,
            href: `/incidents/${encodeURIComponent(state.id)}`,
            incident: incidentLabel(state),
            incidentTitle: state.title,
            live: state.mode === 'live',
            environment: input.environment.title,
            title,
            steps,
            asked: actorName(persons, said.by),
            askedAt: said.at,
            lastAskedAt: said.at,
            expiresAt: null,
            given: 1,
            needed: 2,
            refusal: action.disabledBecause,
          },
        ]
  const step = runbook.steps.find(({ id }) => id === runbook.pointOfNoReturn)
  const { proposal } = run
  const attested = step === undefined ? null : stepOf(run, step.id).attested
  const proposed = proposal === null ? '' : `Do you agree: ${proposalWords(proposal)}?`
  const of = proposal?.kind === 'outcome' ? proposal.step : 'the run'
  return [
    ...row(agreeAction(input, run, runbook, viewer), proposal, proposed, of),
    ...(step === undefined
      ? []
      : row(
          byHandActions(input, run, runbook, step, viewer).confirm,
          attested,
          `Was ${step.id} done by hand?`,
          step.id,
        )),
  ]
}
