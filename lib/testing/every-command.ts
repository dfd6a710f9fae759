import { attestedWords } from './attested-words'
import type { Actor } from '@/lib/domain/access/actor'
import type { IncidentCommand } from '@/lib/domain/run/decide/decide'
import type { PersonVerb } from '@/lib/domain/run/commands'
import { wordDigest } from '@/lib/domain/run/proposal'
import type { Moment, StateKind } from './every-state'
import type { IncidentStory } from './incident-story'
import { proofsRead } from './proofs-read'
import { request } from './region-failure'

export type CommandType = IncidentCommand['type']
type Command<T extends CommandType> = Extract<IncidentCommand, { type: T }>

export const person = (id: string, account = id): Actor => ({ kind: 'person', person: id, account })
export const commanding = person('mara-okafor')
export const approving = person('kenji-sato')
export const working: Actor = { kind: 'worker', worker: 'w-2', token: 1 }
export const alerting: Actor = { kind: 'alert-source', source: 'Alertmanager' }

const reason = 'for the table of commands'
const at = '2026-11-19T02:50:00.000Z'
const runOf = ({ story }: Moment) => ({ runId: story.runId() })
const stepOf = (moment: Moment) => ({ ...runOf(moment), step: moment.step })
const attemptOf = ({ story, step }: Moment) => story.attempt(step)
const commandOf = (moment: Moment) => ({ ...attemptOf(moment), command: 0 })
/** What a second person agrees to, or confirms, as they read it in this moment. */
export const proposalOf = (story: IncidentStory) => {
  const proposal = story.state.runs.at(-1)?.proposal ?? null
  return {
    runId: story.runId(),
    proposal: proposal?.sequence ?? 1,
    digest: proposal === null ? '' : wordDigest(proposal),
  }
}
export const attestationOf = (story: IncidentStory, step: string) => {
  const attested = story.state.runs.at(-1)?.steps[step]?.attested ?? null
  return { runId: story.runId(), step, digest: attested === null ? '' : wordDigest(attested) }
}
const noticeOf = ({ story }: Moment) => ({
  requestId: request(story).requestId,
  person: 'kenji-sato',
  way: 'slack' as const,
})
const tier = { tier: 'T0', at, source: 'three monitors' }

const readBefore = { milliseconds: 700, count: 930, noun: 'orders', measuredAt: at, source: 'witness', unknown: null }
const unreadable = { ...readBefore, milliseconds: null, count: null, unknown: 'no reply' }

/** Every command there is, as its rightful sender gives it about a moment. A command that is missing does not compile. */
export const everyCommand: {
  readonly [T in CommandType]: { by: Actor; about: (moment: Moment) => Omit<Command<T>, 'type'> }
} = {
  'declare-incident': { by: commanding, about: () => ({ class: 'region-failure', statement: reason }) },
  'assign-duty': { by: commanding, about: () => ({ duty: 'network', person: null }) },
  'attest-gate': {
    by: commanding,
    about: ({ story }) => ({ runbook: 'region-failover', gate: 'P6', statement: attestedWords(story.plan, 'P6') }),
  },
  'correct-impact': { by: commanding, about: () => ({ at: '2026-11-19T02:40:00+00:00', reason }) },
  'record-decision': {
    by: commanding,
    about: () => ({ kind: 'note', runId: null, subject: null, statement: reason }),
  },
  'call-poll': { by: commanding, about: () => ({ question: 'Do we go?', duties: ['commander', 'database'] }) },
  'answer-poll': { by: commanding, about: () => ({ poll: 1, answer: 'go', reason: null }) },
  'close-poll': { by: commanding, about: () => ({ poll: 1 }) },
  'start-run': { by: commanding, about: () => ({ runbook: 'region-failover' }) },
  'request-approval': { by: commanding, about: (moment) => ({ ...runOf(moment), rule: 'A1' }) },
  'ask-again': {
    by: commanding,
    about: ({ story }) => ({ requestId: request(story).requestId, person: 'kenji-sato', way: 'slack' }),
  },
  'see-approval': { by: approving, about: ({ story }) => ({ requestId: request(story).requestId }) },
  'give-approval': { by: approving, about: ({ story }) => request(story) },
  'refuse-approval': { by: approving, about: ({ story }) => ({ requestId: request(story).requestId, reason }) },
  'give-go': { by: commanding, about: runOf },
  'pause-run': { by: commanding, about: (moment) => ({ ...runOf(moment), reason }) },
  'resume-run': { by: commanding, about: runOf },
  'abort-run': { by: commanding, about: (moment) => ({ ...runOf(moment), reason }) },
  'roll-back-run': { by: commanding, about: (moment) => ({ ...runOf(moment), reason }) },
  'retry-step': { by: commanding, about: stepOf },
  'count-step': { by: commanding, about: stepOf },
  'count-late': { by: working, about: stepOf },
  'skip-step': { by: commanding, about: (moment) => ({ ...stepOf(moment), reason }) },
  'take-over-step': { by: commanding, about: (moment) => ({ ...stepOf(moment), reason }) },
  'attest-step': { by: commanding, about: (moment) => ({ ...stepOf(moment), statement: reason }) },
  'confirm-step': { by: approving, about: ({ story, step }) => attestationOf(story, step) },
  'settle-outcome': {
    by: commanding,
    about: (moment) => ({ ...stepOf(moment), outcome: 'happened', statement: reason }),
  },
  'abandon-run': { by: commanding, about: (moment) => ({ ...runOf(moment), reason }) },
  'agree-proposal': {
    by: approving,
    about: ({ story }) => proposalOf(story),
  },
  'close-incident': { by: commanding, about: () => ({ reason }) },
  'receive-alert': {
    by: alerting,
    about: () => ({ source: 'Alertmanager', name: 'Other', fingerprint: 'ff', status: 'firing', startsAt: at }),
  },
  'see-failure': { by: working, about: () => tier },
  'judge-gate': {
    by: working,
    about: () => ({ runbook: 'region-failover', gate: 'P2', verdict: 'unmet', readings: [], reason }),
  },
  'see-recovery': { by: working, about: () => tier },
  'lose-recovery': { by: working, about: () => tier },
  'prove-recovery': { by: working, about: () => tier },
  'measure-loss': {
    by: working,
    about: () => ({
      loss: { milliseconds: 700, count: 930, noun: 'orders', measuredAt: at, source: 'witness', unknown: null },
    }),
  },
  'watch-loss': {
    by: working,
    about: (moment) => ({
      ...runOf(moment),
      loss: unreadable,
      last: { ...readBefore, measuredAt: moment.story.now() },
    }),
  },
  'judge-proof': {
    by: working,
    about: (moment) => ({ ...stepOf(moment), verdict: 'unmet', broken: [0], readings: [], reason }),
  },
  'intend-notice': { by: working, about: noticeOf },
  'finish-notice': { by: working, about: (moment) => ({ ...noticeOf(moment), attempt: 1, reference: 'ts-1' }) },
  'fail-notice': {
    by: working,
    about: (moment) => ({
      ...noticeOf(moment),
      attempt: 1,
      code: 'denied',
      message: 'no',
      perhapsSent: false,
      retryInMilliseconds: null,
    }),
  },
  'void-approval': {
    by: working,
    about: (moment) => ({ ...runOf(moment), requestId: request(moment.story).requestId, reason }),
  },
  'expire-approval': {
    by: working,
    about: (moment) => ({ ...runOf(moment), requestId: request(moment.story).requestId }),
  },
  'intend-step': {
    by: working,
    about: (moment) => ({
      ...stepOf(moment),
      kind: moment.story.state.runs.at(-1)?.status === 'rolling-back' ? 'undo' : 'act',
      before: {},
      ...proofsRead(moment.story, moment.step),
      sendWithinMilliseconds: 2_000,
    }),
  },
  'bar-step': {
    by: working,
    about: (moment) => ({
      ...stepOf(moment),
      kind: moment.story.state.runs.at(-1)?.status === 'rolling-back' ? 'undo' : 'act',
      code: 'console-error',
      message: 'it failed three times',
    }),
  },
  'accept-command': {
    by: working,
    about: (moment) => ({ ...commandOf(moment), requestId: 'r-1', facts: {}, outputs: {} }),
  },
  'refuse-command': {
    by: working,
    about: (moment) => ({ ...commandOf(moment), code: 'denied', message: 'no', requestId: null, busy: false }),
  },
  'unreachable-command': {
    by: working,
    about: (moment) => ({ ...commandOf(moment), code: 'refused', message: 'no connection' }),
  },
  'doubt-command': { by: working, about: (moment) => ({ ...commandOf(moment), reason }) },
  'observe-command': {
    by: working,
    about: (moment) => ({ ...commandOf(moment), effect: 'present', facts: {}, outputs: {}, detail: 'seen' }),
  },
  'judge-predicates': {
    by: working,
    about: (moment) => ({
      ...attemptOf(moment),
      judged: [
        {
          predicate: 0,
          verdict: 'unknown',
          fact: { reading: 'x.y', value: null, observedAt: null, source: 'x', unknown: 'no reply' },
        },
      ],
    }),
  },
  'record-readings': { by: working, about: (moment) => ({ ...attemptOf(moment), readings: [] }) },
  'succeed-step': { by: working, about: (moment) => ({ ...attemptOf(moment), outputs: {} }) },
  'unprove-step': { by: working, about: (moment) => ({ ...attemptOf(moment), readings: [] }) },
  'fail-step': { by: working, about: (moment) => ({ ...attemptOf(moment), code: 'timeout', message: 'late' }) },
  'withdraw-attempt': { by: working, about: (moment) => ({ ...attemptOf(moment), reason }) },
  'tell-quiet': { by: working, about: attemptOf },
  'finish-undo': { by: working, about: attemptOf },
  'fail-undo': { by: working, about: (moment) => ({ ...attemptOf(moment), code: 'no-undo', message: 'no' }) },
  'stop-run': { by: working, about: runOf },
  'finish-rollback': { by: working, about: runOf },
  'complete-run': { by: working, about: runOf },
  'release-boundary': { by: working, about: runOf },
  'look-over': { by: working, about: (moment) => ({ ...runOf(moment), found: [] }) },
}

export const commandTypes = Object.keys(everyCommand) as CommandType[]

export function commandAbout(type: CommandType, moment: Moment): IncidentCommand {
  return { ...everyCommand[type].about(moment), type } as IncidentCommand
}

/** For every verb of a person a kind of state in which its command above is accepted. */
export const acceptedWhen: { readonly [V in PersonVerb]: StateKind } = {
  'declare-incident': 'proposed',
  'assign-duty': 'proposed',
  'attest-gate': 'declared',
  'correct-impact': 'declared',
  'record-decision': 'declared',
  'call-poll': 'declared',
  'answer-poll': 'poll open',
  'close-poll': 'poll open',
  'start-run': 'declared',
  'request-approval': 'arming',
  'ask-again': 'requested',
  'see-approval': 'requested',
  'give-approval': 'requested',
  'refuse-approval': 'requested',
  'give-go': 'approved',
  'pause-run': 'arming',
  'resume-run': 'stopped',
  'abort-run': 'going',
  'roll-back-run': 'stopped',
  'retry-step': 'step failed',
  'count-step': 'step came true late',
  'skip-step': 'step failed',
  'take-over-step': 'step failed',
  'attest-step': 'step taken over',
  'confirm-step': 'promotion attested',
  'settle-outcome': 'stopped, promotion in doubt',
  'abandon-run': 'stopped',
  'agree-proposal': 'abandon proposed',
  'close-incident': 'declared',
}
