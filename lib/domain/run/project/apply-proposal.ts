import type { Proposal } from '../proposal-state'
import type { IncidentEventType, RecordedEvent } from '../events/event'
import { mayHaveActed } from '../ready'
import type { IncidentState, RunState } from '../state'
import { currentAttempt, isLive } from '../state'
import { ImpossibleHistory, mark, runIn, stepIn } from './impossible'

type ProposalEvent = RecordedEvent & {
  type: 'run.abandonProposed' | 'run.abandoned' | 'step.outcomeProposed' | 'step.outcomeSettled'
}

const ofProposals: readonly IncidentEventType[] = [
  'run.abandonProposed',
  'run.abandoned',
  'step.outcomeProposed',
  'step.outcomeSettled',
]

export function isOfProposal(event: RecordedEvent): event is ProposalEvent {
  return ofProposals.includes(event.type)
}

export function applyProposal(draft: IncidentState, event: ProposalEvent): void {
  const run = runIn(draft, event)
  if (!isLive(run)) throw new ImpossibleHistory(event, `run ${run.id} has ended`)
  switch (event.type) {
    case 'run.abandonProposed':
      run.proposal = {
        ...mark(event),
        kind: 'abandon',
        reason: event.payload.reason,
        left: event.payload.left ?? [],
        open: event.payload.open ?? [],
      }
      return
    case 'step.outcomeProposed': {
      const { step, outcome, statement } = event.payload
      run.proposal = { ...mark(event), kind: 'outcome', step, outcome, statement }
      return
    }
    case 'run.abandoned': {
      agreed(run, event, 'abandon')
      const open = Object.values(run.steps).find((step) => currentAttempt(step) !== null)
      if (open !== undefined) throw new ImpossibleHistory(event, `an attempt of ${open.id} is open`)
      run.status = 'abandoned'
      run.leftInPlace = event.payload.left
      run.endedUnlooked = event.payload.notLookedOver === true
      run.ended = { ...mark(event), outcome: 'abandoned' }
      return
    }
    case 'step.outcomeSettled': {
      agreed(run, event, 'outcome')
      settle(run, event)
      return
    }
  }
}

function agreed(run: RunState, event: ProposalEvent & { payload: { proposal: number } }, kind: Proposal['kind']): void {
  const { proposal } = run
  if (proposal?.sequence !== event.payload.proposal || proposal.kind !== kind)
    throw new ImpossibleHistory(event, 'nobody proposed it')
  const [first, second] = [proposal.by, event.actor]
  if (first.kind === 'person' && second.kind === 'person' && first.person === second.person)
    throw new ImpossibleHistory(event, 'one person alone')
  run.proposal = null
}

/** It happened: done, without a proof. It did not: as an attempt that failed, to be tried again or undone. */
function settle(run: RunState, event: RecordedEvent & { type: 'step.outcomeSettled' }): void {
  const step = stepIn(run, event.payload.step)
  const attempt = currentAttempt(step)
  if (attempt !== null) attempt.ended = { mark: mark(event), outcome: 'withdrawn' }
  step.endedAt = event.at
  step.otherHands = null
  if (event.payload.outcome === 'happened') {
    step.status = 'vouched'
    return
  }
  step.status = 'failed'
  step.failure = { code: 'did-not-happen', message: event.payload.statement }
  step.takenOver = null
  step.attested = null
  const acts = step.attempts.filter(({ kind }) => kind === 'act')
  for (const command of acts.flatMap(({ commands }) => commands))
    if (mayHaveActed(command)) Object.assign(command, { status: 'absent', unsettled: false })
}

/** After these an abandoned run would leave something else behind than what was spoken of. */
const movesOn: readonly IncidentEventType[] = [
  'step.intended',
  'step.succeeded',
  'step.undone',
  'run.goGiven',
  'run.resumed',
  'run.rollbackRequested',
  'run.pointOfNoReturnCrossed',
]

/** Nobody agrees to what was said of another moment: what happens to what was proposed of ends the proposal. */
export function overtakeProposal(draft: IncidentState, event: RecordedEvent): void {
  const runId = 'runId' in event.payload ? event.payload.runId : null
  const run = draft.runs.find(({ id }) => id === runId)
  if (run === undefined || run.proposal === null) return
  const { proposal } = run
  const overtaken =
    proposal.kind === 'abandon'
      ? movesOn.includes(event.type)
      : event.type === 'run.pointOfNoReturnCrossed' ||
        (event.type.startsWith('step.') && 'step' in event.payload && event.payload.step === proposal.step)
  if (overtaken) run.proposal = null
}
