import { describe, expect, it } from 'vitest'
import { personCommands } from '../commands'
import { recordedEvent } from '../events/stored-event'
import { project } from '../project/project'
import { incidentRows } from '../rows'
import { commandAbout, commandTypes, everyCommand, type CommandType } from '@/lib/testing/every-command'
import { momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'

type Outcomes = { readonly otherwise: string } & { readonly [outcome: string]: string | readonly StateKind[] }

const group = (...kinds: StateKind[]): readonly StateKind[] => kinds
const noRun = group('proposed', 'declared', 'poll open')
const requestStands = group('requested', 'refused once', 'approved once', 'approved')
const requestGone = group('approval past its expiry', 'approval expired', 'approval voided')
const begun = group('step intended', 'step accepted', 'step in doubt', 'stopping, attempt open')
const promoting = group('promotion intended', 'promotion in doubt', 'promotion accepted')
const unsettled = group('stopped, promotion in doubt', 'outcome proposed')
const promotionStops = group(...unsettled, 'promotion settled', 'promotion did not happen')
/** The attempt has ended, and what was sent of it was not answered then. */
const letGoOf = group('step taken over', 'undo failed', 'undo failed, left', 'all undone', 'rollback stopping')
const wentBack = group('rolled back', 'rollback stopped')
const stops = group('stopped', 'abandon proposed')
const stopping = group('stopping, attempt open', 'stopping, nothing open')
const undoing = group('rolling back', 'undo running', 'undo seen', 'undo failed', 'undo failed, left', 'all undone')
const undoRuns = group('undo running', 'undo seen', 'rollback stopping, undo running')
const undoStops = group('rollback stopping, undo running', 'rollback stopping')
const goingBack = group(...undoing, ...undoStops)
const proving = group('recovery seen', 'recovery proven', 'all done')
const watchesOn = group('only watching', 'relapsed')
const armedAgain = group('armed again', 'back again')
const ended = group('closed', 'declared, then closed', 'undone, then closed', 'moved, then closed while down')
const over = group('rolled back', 'rollback stopped', 'abandoned', 'completed', ...ended)

/**
 * What every command comes to in every kind of state, from its rightful sender: the events it writes, or the code it
 * is refused with. A new command does not compile without a line here.
 */
const table: { readonly [T in CommandType]: Outcomes } = {
  'declare-incident': {
    otherwise: 'already-done',
    'incident.declared': ['proposed'],
    'not-now': [...ended],
  },
  'assign-duty': {
    otherwise: 'incident.dutyAssigned',
    'not-now': [...ended],
  },
  'attest-gate': {
    otherwise: 'incident.gateAttested',
    'not-now': [...ended],
  },
  'correct-impact': {
    otherwise: 'incident.impactRecorded',
    'not-now': [...ended],
  },
  'record-decision': {
    otherwise: 'incident.decisionRecorded',
    'not-now': [...ended],
  },
  'call-poll': {
    otherwise: 'incident.pollCalled',
    'not-now': ['poll open', ...ended],
  },
  'answer-poll': {
    otherwise: 'not-found',
    'incident.pollAnswered': ['poll open'],
    'not-now': [...ended],
  },
  'close-poll': {
    otherwise: 'not-found',
    'incident.pollClosed': ['poll open'],
    'not-now': [...ended],
  },
  'start-run': {
    otherwise: 'already-done',
    'run.started': [...noRun, 'rolled back', 'rollback stopped', 'abandoned', 'completed'],
    'not-now': [...ended],
    'step.withdrawn, run.superseded, run.started': ['relapsed'],
  },
  'request-approval': {
    otherwise: 'approval.requested',
    'not-found': [...noRun],
    'already-done': [
      ...requestStands,
      ...promoting,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
    ],
    'approval.voided, approval.requested': ['approval past its expiry'],
    'not-now': [
      ...stopping,
      ...stops,
      ...promotionStops,
      'forward only',
      ...watchesOn,
      ...goingBack,
      ...proving,
      ...over,
    ],
  },
  'ask-again': {
    otherwise: 'not-found',
    'notice.repeatRequested': ['requested', 'refused once', 'approved once'],
    'not-now': [
      ...watchesOn,
      ...armedAgain,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
      ...promoting,
      ...proving,
      'completed',
      'approved',
      ...requestGone,
      ...ended,
    ],
  },
  'see-approval': {
    otherwise: 'not-found',
    'approval.seen': ['requested', 'refused once', 'approved once'],
    'not-now': [
      ...watchesOn,
      ...armedAgain,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
      ...promoting,
      ...proving,
      'completed',
      'approved',
      ...requestGone,
      ...ended,
    ],
  },
  'intend-notice': {
    otherwise: 'not-found',
    'notice.intended': ['requested', 'refused once', 'approved once'],
    'not-now': [
      ...watchesOn,
      ...armedAgain,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
      ...promoting,
      ...proving,
      'completed',
      'approved',
      ...requestGone,
      ...ended,
    ],
  },
  'finish-notice': {
    otherwise: 'not-found',
    'not-now': [
      ...watchesOn,
      ...armedAgain,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
      ...promoting,
      ...proving,
      'completed',
      'requested',
      'refused once',
      'approved once',
      'approved',
      ...requestGone,
      ...ended,
    ],
  },
  'fail-notice': {
    otherwise: 'not-found',
    'not-now': [
      ...watchesOn,
      ...armedAgain,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
      ...promoting,
      ...proving,
      'completed',
      'requested',
      'refused once',
      'approved once',
      'approved',
      ...requestGone,
      ...ended,
    ],
  },
  'give-approval': {
    otherwise: 'not-found',
    'approval.given': [
      ...watchesOn,
      ...requestStands,
      ...promoting,
      ...proving,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
    ],
    expired: [...requestGone],
    'not-now': [...armedAgain, ...promotionStops, 'forward only', 'completed', ...ended],
  },
  'refuse-approval': {
    otherwise: 'not-found',
    'approval.refused': [
      ...watchesOn,
      ...requestStands,
      ...promoting,
      ...proving,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
    ],
    expired: [...requestGone],
    'not-now': [...armedAgain, ...promotionStops, 'forward only', 'completed', ...ended],
  },
  'give-go': {
    otherwise: 'gate-bars',
    'not-found': [...noRun],
    'not-now': [...stopping, ...goingBack, ...over, 'arming, paused', ...stops],
    'not-approved': [...requestGone, 'requested', 'refused once', 'approved once'],
    'run.goGiven': ['approved'],
    'already-done': [
      ...watchesOn,
      ...promoting,
      ...proving,
      'going',
      'fence unproven',
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'forward only',
    ],
  },
  'pause-run': {
    otherwise: 'run.paused',
    'not-found': [...noRun],
    'already-done': ['arming, paused'],
    'not-now': [...stopping, ...goingBack, ...over, ...stops, ...promotionStops, 'forward only'],
  },
  'resume-run': {
    otherwise: 'already-done',
    'not-found': [...noRun],
    'run.resumed': ['arming, paused', ...stops, ...promotionStops, 'forward only'],
    'not-now': [...stopping, ...undoStops, ...over],
  },
  'abort-run': {
    otherwise: 'run.abortRequested',
    'not-found': [...noRun],
    'already-done': [...stopping, ...undoStops, ...stops, ...promotionStops, 'forward only'],
    'not-now': [...over],
  },
  'roll-back-run': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.rollbackRequested': [...stops, 'promotion did not happen'],
  },
  'count-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.countedDone': ['step came true late'],
  },
  'count-late': {
    otherwise: 'not-now',
    'not-found': [...noRun],
  },
  'retry-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.retryRequested': [
      'step failed',
      'step came true late',
      'step unproven',
      'step unproven, accepted',
      'step taken over',
      'undo failed',
    ],
    'step.retryRequested, approval.voided': [
      'fence unproven',
      'promotion taken over',
      ...unsettled,
      'promotion did not happen',
    ],
  },
  'skip-step': {
    otherwise: 'step.skipped',
    'step.skipped, approval.voided': ['going', 'fence unproven', 'forward only'],
    'step.withdrawn, step.skipped': ['step about to succeed', 'recovery seen', ...watchesOn],
    'not-found': [...noRun],
    'not-now': [
      ...begun,
      'step taken over',
      ...promoting,
      ...over,
      'promotion taken over',
      'promotion attested',
      ...promotionStops,
      'rolling back',
      'undo running',
      'undo seen',
      'undo failed, left',
      'all undone',
      ...undoStops,
    ],
    'already-done': ['step unproven, accepted', 'step skipped', 'step succeeded', ...stops, 'all done'],
  },
  'take-over-step': {
    otherwise: 'step.takenOver',
    'not-found': [...noRun],
    'already-done': [
      'promotion settled',
      'step unproven, accepted',
      'step skipped',
      'step taken over',
      'step succeeded',
      'promotion taken over',
      ...stops,
      'all done',
    ],
    'not-now': [...requestStands, ...requestGone, ...goingBack, ...over, ...unsettled, 'promotion did not happen'],
  },
  'attest-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.attested': ['step taken over', 'promotion taken over'],
  },
  'confirm-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.pointOfNoReturnCrossed': ['promotion attested'],
    'already-done': ['promotion accepted', 'promotion settled'],
  },
  'settle-outcome': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.outcomeProposed': ['promotion taken over', 'promotion attested', ...unsettled],
    'already-done': ['promotion settled'],
  },
  'abandon-run': {
    otherwise: 'run.abandonProposed',
    'not-found': [...noRun],
    'not-now': [...begun, 'step taken over', ...promoting, ...undoRuns, ...over],
  },
  'agree-proposal': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.abandoned': ['abandon proposed'],
    'step.outcomeSettled, run.pointOfNoReturnCrossed': ['outcome proposed'],
  },
  'close-incident': {
    otherwise: 'not-now',
    'incident.closed': [...noRun, 'rolled back', 'rollback stopped', 'abandoned', 'completed'],
  },
  'receive-alert': {
    otherwise: 'incident.alertReceived',
    'not-now': [...ended],
  },
  'see-failure': {
    otherwise: 'already-done',
    'tier.recoveryLost': ['recovery seen'],
    'tier.relapsed': ['recovery proven', 'all done', 'completed', 'only watching'],
    'not-now': [...ended, 'back again'],
  },
  'judge-gate': {
    otherwise: 'incident.gateJudged',
    'not-now': [...ended],
  },
  'see-recovery': {
    otherwise: 'tier.recoverySeen',
    'already-done': ['back again', 'only watching', ...proving, 'completed'],
    'not-now': ['armed again', 'relapsed', ...ended],
  },
  'lose-recovery': {
    otherwise: 'not-now',
    'tier.recoveryLost': ['recovery seen'],
    'already-done': ['back again', 'only watching', 'recovery proven', 'all done', 'completed'],
  },
  'prove-recovery': {
    otherwise: 'not-now',
    'tier.recovered': ['recovery seen'],
    'already-done': ['back again', 'only watching', 'recovery proven', 'all done', 'completed'],
  },
  'measure-loss': {
    otherwise: 'not-now',
    'loss.measured': [
      'promotion settled',
      ...armedAgain,
      ...watchesOn,
      ...proving,
      'promotion accepted',
      'forward only',
      'completed',
    ],
  },
  'watch-loss': {
    otherwise: 'loss.wentUnknown',
    'not-found': [...noRun],
    'not-now': [...promoting, ...proving, ...watchesOn, ...over, ...unsettled, 'promotion settled', 'forward only'],
  },
  'judge-proof': {
    otherwise: 'not-now',
    'already-done': ['step failed', ...unsettled],
    'step.proofJudged': [
      'step came true late',
      'step unproven, accepted',
      'step succeeded',
      'promotion settled',
      ...stops,
    ],
    'not-found': [...noRun],
  },
  'void-approval': {
    otherwise: 'not-now',
    'approval.voided': [...requestStands, 'approval past its expiry'],
  },
  'expire-approval': {
    otherwise: 'not-now',
    'approval.expired': ['approval past its expiry'],
  },
  'intend-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.intended': [
      ...armedAgain,
      'arming',
      'step attested',
      'promotion attested',
      'going',
      'rolling back',
      'recovery proven',
    ],
    'already-done': [...watchesOn, ...begun, ...promoting, 'step about to succeed', ...undoRuns, 'recovery seen'],
  },
  'bar-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.barred': [...armedAgain, 'arming', 'step attested', 'promotion attested', 'going', 'recovery proven'],
    'step.intended, step.commandRefused, step.commandRefused, step.undoFailed': ['rolling back'],
    'already-done': ['undo running', 'undo seen'],
  },
  'accept-command': {
    otherwise: 'not-now',
    'not-found': [...watchesOn, ...noRun, 'step about to succeed', 'recovery seen'],
    'step.commandAccepted': [...begun, 'promotion accepted', ...undoRuns],
    'step.commandAccepted, run.pointOfNoReturnCrossed': ['promotion intended', 'promotion in doubt'],
    'step.answeredLate': [...letGoOf, ...wentBack, 'promotion settled'],
    'step.answeredLate, run.pointOfNoReturnCrossed': [...unsettled, 'promotion did not happen'],
  },
  'refuse-command': {
    otherwise: 'not-now',
    'not-found': [...watchesOn, ...noRun, 'step about to succeed', 'recovery seen'],
    'step.commandRefused': [...begun, ...promoting, ...undoRuns],
    'step.answeredLate': [...letGoOf, ...wentBack, ...promotionStops],
  },
  'unreachable-command': {
    otherwise: 'not-now',
    'not-found': [...watchesOn, ...noRun, 'step about to succeed', 'recovery seen'],
    'step.commandUnreachable': [...begun, ...promoting, ...undoRuns],
  },
  'doubt-command': {
    otherwise: 'not-now',
    'not-found': [...watchesOn, ...noRun, 'step about to succeed', 'recovery seen'],
    'step.inDoubt': [...begun, ...promoting, ...undoRuns],
  },
  'observe-command': {
    otherwise: 'not-now',
    'not-found': [...watchesOn, ...noRun, 'step about to succeed', 'recovery seen'],
    'step.observed': [...begun, 'promotion accepted', ...undoRuns],
    'step.observed, run.pointOfNoReturnCrossed': ['promotion intended', 'promotion in doubt'],
  },
  'judge-predicates': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.judged': [...watchesOn, ...begun, ...promoting, 'step about to succeed', 'recovery seen'],
  },
  'record-readings': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.recorded': [...watchesOn, ...begun, ...promoting, 'step about to succeed', 'recovery seen'],
  },
  'succeed-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.succeeded': ['step about to succeed'],
  },
  'unprove-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.unproven': ['step about to succeed'],
  },
  'fail-step': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.failed': [...watchesOn, ...begun, ...promoting, 'step about to succeed', 'recovery seen'],
  },
  'tell-quiet': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.fellQuiet': ['step taken over'],
  },
  'withdraw-attempt': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.withdrawn': [...watchesOn, ...begun, ...promoting, 'step about to succeed', ...undoRuns, 'recovery seen'],
  },
  'finish-undo': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.undone': ['undo seen'],
  },
  'fail-undo': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'step.undoFailed': [...undoRuns],
  },
  'stop-run': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.stopped': ['stopping, nothing open'],
    'run.rollbackStopped': ['rollback stopping'],
  },
  'finish-rollback': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.rolledBack': ['all undone'],
  },
  'complete-run': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.completed': ['all done'],
  },
  'look-over': {
    otherwise: 'already-done',
    'not-now': [...over],
    'not-found': [...noRun],
  },
  'release-boundary': {
    otherwise: 'not-now',
    'not-found': [...noRun],
    'run.boundaryReleased': ['recovery proven', 'all done'],
    'already-done': ['only watching', 'relapsed'],
  },
}

function expected(type: CommandType, kind: StateKind): string {
  const { otherwise, ...named } = table[type]
  const found = Object.entries(named).filter(([, states]) => states.includes(kind))
  expect(found.length, `${type} in ${kind} has one outcome`).toBeLessThan(2)
  return found[0]?.[0] ?? otherwise
}

describe('every command in every state', () => {
  it('is in the table, and so is every state it names', () => {
    expect(Object.keys(table).toSorted()).toEqual(commandTypes.toSorted())
    expect(commandTypes).toEqual(expect.arrayContaining(Object.keys(personCommands)))
    const named = Object.values(table).flatMap((outcomes) =>
      Object.values(outcomes).flatMap((o) => (typeof o === 'string' ? [] : o)),
    )
    expect(stateKinds).toEqual(expect.arrayContaining([...new Set(named)]))
  })

  it.each(stateKinds)('is decided as the table says when %s, and what is accepted can be folded and shown', (kind) => {
    const moment = momentWhen(kind)
    const { story } = moment
    const decided = commandTypes.map((type) => {
      const { by } = everyCommand[type]
      const decision = story.ask(commandAbout(type, moment), by)
      if (!decision.ok) return [type, decision.refusal.code]
      const events = decision.events.map((event, index) =>
        recordedEvent({ ...event, version: 1, at: story.now(), actor: by, sequence: story.state.sequence + index + 1 }),
      )
      const next = project(story.state, events)
      expect(next === null ? null : incidentRows(next).incident.sequence).toBe(story.state.sequence + events.length)
      return [type, events.map((event) => event.type).join(', ')]
    })
    expect(Object.fromEntries(decided)).toEqual(
      Object.fromEntries(commandTypes.map((type) => [type, expected(type, kind)])),
    )
  })
})
