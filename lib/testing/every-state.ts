import { wordDigest } from '@/lib/domain/run/proposal'
import type { IncidentStory } from './incident-story'
import * as night from './region-failure'

/** The name of the commander's account and of the approvers, as the sample directory has them. */
export const commander = 'mara-okafor'

/** A moment of an incident and the step that a command in it speaks of. */
export interface Moment {
  story: IncidentStory
  step: string
}

const moment = (story: IncidentStory, step = 'S4'): Moment => ({ story, step })
const reason = 'for the table of states'

function act(story: IncidentStory, verb: 'take-over-step' | 'skip-step' | 'retry-step', step: string): IncidentStory {
  const runId = story.runId()
  return story.by(commander, verb === 'retry-step' ? { type: verb, runId, step } : { type: verb, runId, step, reason })
}

function fails(story: IncidentStory, step: string): IncidentStory {
  return story.worker({ type: 'fail-step', ...story.attempt(step), code: 'timeout', message: 'not in time' })
}

function doubts(story: IncidentStory, step: string): IncidentStory {
  return story.worker({ type: 'doubt-command', ...story.attempt(step), command: 0, reason: 'no reply' })
}

function unproven(story: IncidentStory, step: string): IncidentStory {
  return story.worker({ type: 'unprove-step', ...story.attempt(step), readings: [] })
}

function aborted(story: IncidentStory): IncidentStory {
  return story.by(commander, { type: 'abort-run', runId: story.runId(), reason })
}

function stops(story: IncidentStory): IncidentStory {
  return story.worker({ type: 'stop-run', runId: story.runId() })
}

/** Arming with nothing begun but the freeze, so that S2, S3 and S4 may start. */
function frozen(): IncidentStory {
  const story = night.declared().at('02:45:35')
  story.by(commander, { type: 'start-run', runbook: 'region-failover' })
  return story.does('S1')
}

function stopped(): IncidentStory {
  return stops(aborted(frozen().does('S4')))
}

function rollingBack(): IncidentStory {
  const story = stopped()
  return story.by(commander, { type: 'roll-back-run', runId: story.runId(), reason })
}

function undoes(story: IncidentStory, step: string): IncidentStory {
  const runId = story.runId()
  return story.worker({ type: 'intend-step', runId, step, kind: 'undo', before: {}, sendWithinMilliseconds: 5_000 })
}

function undoFailed(): IncidentStory {
  const story = undoes(rollingBack(), 'S4').at('02:45:50')
  return story.worker({ type: 'fail-undo', ...story.attempt('S4'), code: 'no-undo', message: 'not by machine' })
}

function allUndone(): IncidentStory {
  const story = rollingBack()
  for (const step of ['S4', 'S1'])
    undoes(story, step)
      .accepts(step)
      .isBack(step)
      .worker({ type: 'finish-undo', ...story.attempt(step) })
  return story
}

function rolledBack(): IncidentStory {
  const story = allUndone()
  return story.worker({ type: 'finish-rollback', runId: story.runId() })
}

function fallsAgain(story: IncidentStory): IncidentStory {
  return story.worker({ type: 'see-failure', tier: 'T0', at: '2026-11-19T03:19:00.000Z', source: 'three monitors' })
}

function ends(story: IncidentStory): IncidentStory {
  return story.by(commander, { type: 'close-incident', reason })
}

function fenced(): IncidentStory {
  return night.gone().succeeds('S4').does('S6').starts('S7')
}

function promotionStopped(): IncidentStory {
  return stops(fails(aborted(doubts(fenced(), 'S7')).at('02:47:12'), 'S7'))
}

function allDone(): IncidentStory {
  const story = night.proven().at('03:20:00')
  for (const step of ['S19', 'S20', 'S21']) story.does(step)
  return story
}

function completed(): IncidentStory {
  const story = allDone()
  return story.worker({ type: 'complete-run', runId: story.runId() })
}

const backAgain = () => {
  const story = night.armedAgain()
  for (const type of ['see-recovery', 'prove-recovery'] as const)
    story.at('03:12:00').worker({ type, tier: 'T0', at: '2026-11-19T03:11:00.000Z', source: 'three monitors' })
  return story
}

function asked(then: (story: IncidentStory, requestId: string) => IncidentStory): IncidentStory {
  const story = night.asked()
  return then(story, night.request(story).requestId)
}

/** Long after anything that was sent could still act. */
function proposed(story: IncidentStory, outcome: 'happened' | 'did-not-happen'): IncidentStory {
  const of = { runId: story.runId(), step: 'S7', outcome, statement: reason }
  return story.at('02:58:00').by(commander, { type: 'settle-outcome', ...of })
}

function abandonProposed(): IncidentStory {
  const story = stopped()
  return story.by(commander, { type: 'abandon-run', runId: story.runId(), reason })
}

function agrees(story: IncidentStory): IncidentStory {
  const proposal = story.state.runs.at(-1)?.proposal ?? null
  if (proposal === null) throw new Error('nothing is proposed')
  const of = { runId: story.runId(), proposal: proposal.sequence, digest: wordDigest(proposal) }
  return story.by('kenji-sato', { type: 'agree-proposal', ...of })
}

/** One of every kind of state that an incident, a run, a step, a request and a poll can be in. */
const tell = {
  proposed: () => moment(night.proposed()),
  declared: () => moment(night.declared()),
  'poll open': () =>
    moment(night.declared().by(commander, { type: 'call-poll', question: 'Go?', duties: ['commander'] })),
  arming: () => moment(frozen()),
  'arming, paused': () => {
    const story = frozen()
    return moment(story.by(commander, { type: 'pause-run', runId: story.runId(), reason }))
  },
  'step intended': () => moment(frozen().starts('S4')),
  'step accepted': () => moment(frozen().starts('S4').accepts('S4')),
  'step about to succeed': () => moment(frozen().starts('S2').judges('S2', 0, 'met'), 'S2'),
  'step in doubt': () => moment(doubts(frozen().starts('S4'), 'S4')),
  'step failed': () => moment(fails(frozen().starts('S4').accepts('S4'), 'S4')),
  'step came true late': () => {
    const story = fails(frozen().starts('S4').accepts('S4'), 'S4')
    const of = { type: 'judge-proof', runId: story.runId(), step: 'S4' } as const
    return moment(story.worker({ ...of, verdict: 'met', broken: [], readings: [], reason: '' }))
  },
  'step unproven': () => moment(unproven(frozen().starts('S2'), 'S2'), 'S2'),
  'step unproven, accepted': () => {
    const story = unproven(frozen().starts('S2'), 'S2')
    const decision = { kind: 'accept-unproven', runId: story.runId(), subject: 'S2', statement: reason } as const
    return moment(story.by(commander, { type: 'record-decision', ...decision }), 'S2')
  },
  'step skipped': () => moment(act(frozen(), 'skip-step', 'S4')),
  'step taken over': () => moment(act(frozen().starts('S4'), 'take-over-step', 'S4')),
  'step attested': () => {
    const story = act(frozen(), 'take-over-step', 'S4')
    const attested = { type: 'attest-step', runId: story.runId(), step: 'S4', statement: reason } as const
    return moment(story.by(commander, attested))
  },
  'step succeeded': () => moment(frozen().does('S4')),
  requested: () => moment(night.asked(), 'S6'),
  'refused once': () =>
    moment(
      asked((story, requestId) => story.by('tomas-varga', { type: 'refuse-approval', requestId, reason })),
      'S6',
    ),
  'approved once': () => moment(night.approvedOnce(), 'S6'),
  approved: () => moment(night.approved(), 'S6'),
  'approval past its expiry': () => moment(night.readable(night.approved().at('03:05:00')), 'S6'),
  'approval expired': () =>
    moment(
      asked((story, requestId) =>
        story.at('03:05:00').worker({ type: 'expire-approval', runId: story.runId(), requestId }),
      ),
      'S6',
    ),
  'approval voided': () =>
    moment(
      asked((story, requestId) => story.worker({ type: 'void-approval', runId: story.runId(), requestId, reason })),
      'S6',
    ),
  going: () => moment(night.gone(), 'S6'),
  'fence unproven': () => moment(unproven(night.gone().starts('S6').accepts('S6'), 'S6'), 'S6'),
  'promotion intended': () => moment(fenced(), 'S7'),
  'promotion in doubt': () => moment(doubts(fenced(), 'S7'), 'S7'),
  'promotion taken over': () => moment(act(night.gone().does('S6'), 'take-over-step', 'S7'), 'S7'),
  'promotion attested': () => {
    const story = act(night.gone().does('S6'), 'take-over-step', 'S7')
    const attested = { type: 'attest-step', runId: story.runId(), step: 'S7', statement: reason } as const
    return moment(story.by(commander, attested), 'S7')
  },
  'promotion accepted': () => moment(fenced().accepts('S7'), 'S7'),
  'stopping, attempt open': () => moment(aborted(frozen().starts('S4').accepts('S4'))),
  'stopping, nothing open': () => moment(aborted(frozen())),
  stopped: () => moment(stopped()),
  'stopped, promotion in doubt': () => moment(promotionStopped(), 'S7'),
  'outcome proposed': () => moment(proposed(promotionStopped(), 'happened'), 'S7'),
  'promotion settled': () => moment(agrees(proposed(promotionStopped(), 'happened')), 'S7'),
  'promotion did not happen': () => moment(agrees(proposed(promotionStopped(), 'did-not-happen')), 'S7'),
  'abandon proposed': () => moment(abandonProposed()),
  abandoned: () => moment(agrees(abandonProposed())),
  'forward only': () => moment(stops(aborted(fenced().accepts('S7').succeeds('S7'))), 'S10'),
  'rolling back': () => moment(rollingBack()),
  'undo running': () => moment(undoes(rollingBack(), 'S4')),
  'undo seen': () => moment(undoes(rollingBack(), 'S4').accepts('S4').isBack('S4')),
  'undo failed': () => moment(undoFailed()),
  'undo failed, left': () => moment(act(undoFailed(), 'skip-step', 'S4')),
  'all undone': () => moment(allUndone()),
  'rollback stopping, undo running': () => moment(aborted(undoes(rollingBack(), 'S4'))),
  'rollback stopping': () => moment(aborted(undoFailed())),
  'rollback stopped': () => moment(stops(aborted(undoFailed()))),
  'rolled back': () => moment(rolledBack()),
  'recovery seen': () => moment(night.recovered(), 'S13'),
  'recovery proven': () => moment(night.proven(), 'S19'),
  'only watching': () => moment(night.watched(), 'S20'),
  relapsed: () => moment(night.relapsed(), 'S20'),
  'armed again': () => moment(night.armedAgain(), 'S1'),
  'back again': () => moment(backAgain(), 'S1'),
  'all done': () => moment(allDone(), 'S21'),
  completed: () => moment(completed(), 'S21'),
  closed: () => moment(ends(completed()), 'S21'),
  'declared, then closed': () => moment(ends(night.declared().at('02:52:00'))),
  'undone, then closed': () => moment(ends(rolledBack().at('02:58:00'))),
  'moved, then closed while down': () => moment(ends(fallsAgain(completed())), 'S21'),
} as const satisfies Record<string, () => Moment>

export type StateKind = keyof typeof tell
export const stateKinds = Object.keys(tell) as StateKind[]

const told = new Map<StateKind, Moment>()

/** A moment of one's own: told once, copied for whoever asks. */
export function momentWhen(kind: StateKind): Moment {
  const known = told.get(kind) ?? tell[kind]()
  told.set(kind, known)
  return { ...known, story: known.story.copy() }
}
