import { describe, expect, it } from 'vitest'
import { proven } from '@/lib/testing/region-failure'
import { describeEvent } from './describe-event'
import { eventKinds, type EventWords } from './describe/description'
import { recordedEvent } from './events/stored-event'
import { incidentCatalogue, type IncidentEventType, type PayloadOf, type RecordedEvent } from './events/event'

const words: EventWords = {
  person: (id) => (id === 'mara' ? 'M. Okafor' : id),
  duty: (id) => id.replace('database', 'Database'),
  disasterClass: (id) => id.replaceAll('-', ' '),
  runbook: () => 'Region failover',
  gate: (_, gate) => (gate === 'P2' ? 'the SLO is breached' : gate),
  step: (_, step) =>
    step === 'S3'
      ? { title: 'Tell people', tier: null, actions: ['slack.postMessage'] }
      : { title: 'Promote', tier: 'T0', actions: ['aws.rds.failoverGlobalCluster'] },
}

const at = '2026-11-19T02:47:12.000Z'
const fact = { reading: 'global-cluster.failoverState', value: '', observedAt: at, source: 'RDS', unknown: null }
const silent = { ...fact, value: null, observedAt: null, unknown: 'no reply' }
const loss = { milliseconds: 620, count: 817, noun: 'orders', measuredAt: at, source: 'witness', unknown: null }
const of = { runId: 'R-1', step: 'S7', attempt: 1 }
const digest = '9c41d07e55b21fa8'.repeat(4)
const hash = 'f'.repeat(64)
const content = {
  incidentId: 'i',
  runId: 'R-1',
  rule: 'A1',
  planHash: hash,
  environmentHash: hash,
  steps: [],
  loss: { boundMilliseconds: 1_500, unknownAccepted: null },
  unprovenAccepted: [],
}
const asked = { runId: 'R-1', requestId: 'q-1', rule: 'A1', digest, duties: [], persons: 2, expiresAt: at }
const telling = { runId: 'R-1', requestId: 'q-1', person: 'mara', way: 'slack' as const, attempt: 2 }
const place = { plan: { key: 'p', hash }, environment: { name: 'lab', hash }, mode: 'live' as const }
const proposal = { incidentId: 'i', number: 1, ...place, title: 'us-east-1 is dark', alert: null }

/** One payload and its sentence for every event there is: a new event does not compile without a line here. */
const table: { [T in IncidentEventType]: [PayloadOf<T>, string, string] } = {
  'incident.proposed': [proposal, 'proposed: us-east-1 is dark', 'plan fffffff'],
  'incident.alertReceived': [
    { source: 'Alertmanager', name: 'SLOBreach', fingerprint: '8c2e', status: 'firing', startsAt: at },
    'SLOBreach firing',
    'fingerprint 8c2e',
  ],
  'incident.impactRecorded': [
    { at, source: 'vantage-eu', correction: true, reason: 'the first probe lied' },
    'impact corrected to 02:47:12 UTC',
    'the first probe lied',
  ],
  'incident.dutyAssigned': [{ duty: 'database', person: 'mara' }, 'M. Okafor holds Database', ''],
  'incident.gateJudged': [
    { runbook: 'r', gate: 'P2', verdict: 'unknown', readings: [silent, fact], reason: 'stale' },
    'P2 unknown: the SLO is breached',
    'global-cluster.failoverState UNKNOWN: no reply and 1 more',
  ],
  'incident.gateAttested': [
    { runbook: 'r', gate: 'P2', statement: 'I looked.' },
    'attested P2: the SLO is breached',
    'I looked.',
  ],
  'incident.declared': [
    { class: 'region-failure', runbook: 'r', statement: 'two zones dark' },
    'declared region failure',
    'two zones dark',
  ],
  'incident.classRefused': [
    { class: 'region-failure', reason: 'it is corruption' },
    'refused to declare region failure',
    'it is corruption',
  ],
  'incident.decisionRecorded': [
    { kind: 'accept-unproven', runId: 'R-1', subject: 'S6', statement: 'we go' },
    'accepted that S6 stays unproven',
    'we go',
  ],
  'incident.pollCalled': [{ poll: 1, question: 'GO?', duties: ['a', 'b'] }, 'poll 1: GO?', '2 duties asked'],
  'incident.pollAnswered': [
    { poll: 1, duty: 'database', answer: 'no-go', reason: 'lag' },
    'Database says NO-GO in poll 1',
    'lag',
  ],
  'incident.pollClosed': [{ poll: 1 }, 'poll 1 closed', ''],
  'incident.closed': [{ reason: 'stable' }, 'incident closed', 'stable'],
  'tier.recoverySeen': [
    { tier: 'T0', at, source: 'probes' },
    'T0 seen back at 02:47:12 UTC, not yet sustained',
    'probes',
  ],
  'tier.recoveryLost': [{ tier: 'T0', at, source: 'probes' }, 'T0 failed again at 02:47:12 UTC', 'probes'],
  'tier.failed': [{ tier: 'T1', at, source: 'probes' }, 'T1 is down since 02:47:12 UTC', 'probes'],
  'tier.relapsed': [{ tier: 'T0', at, source: 'probes' }, 'T0 is down again since 02:47:12 UTC', 'probes'],
  'tier.recovered': [
    { tier: 'T0', at, provenAt: at, source: 'probes' },
    'T0 recovered at 02:47:12 UTC, sustained',
    'probes',
  ],
  'loss.measured': [{ loss }, 'measured loss 0.62 s, 817 orders', 'witness'],
  'loss.wentUnknown': [
    { runId: 'R-1', last: loss, why: 'witness: no reply' },
    'what would be lost is UNKNOWN, last known 0.62 s, about 820 orders',
    'witness: no reply',
  ],
  'loss.cameBack': [
    { runId: 'R-1', loss },
    'what would be lost can be read again: 0.62 s, about 820 orders',
    'witness',
  ],
  'approval.requested': [{ ...asked, content }, 'asked approval for A1, loss up to 1.50 s', 'digest 9c41 d07e'],
  'approval.given': [
    { runId: 'R-1', requestId: 'q-1', digest, duty: 'database', statement: null },
    'approved as Database',
    'digest 9c41 d07e equal',
  ],
  'approval.seen': [{ runId: 'R-1', requestId: 'q-1' }, 'had the request for approval before their eyes', ''],
  'notice.intended': [
    { ...telling, perhapsTwice: true },
    'telling M. Okafor by Slack that their approval is asked for, try 2',
    'no outcome of the try before is known: it may arrive twice',
  ],
  'notice.sent': [
    { ...telling, reference: '17.2' },
    'told M. Okafor by Slack that their approval is asked for',
    '17.2',
  ],
  'notice.failed': [
    { ...telling, code: 'x', message: 'Slack answers x', perhapsSent: true, retryAt: at },
    'M. Okafor may not have been told by Slack, to be tried again',
    'Slack answers x',
  ],
  'notice.repeatRequested': [
    { runId: 'R-1', requestId: 'q-1', person: 'mara', way: 'pagerduty' },
    'asked M. Okafor again, by PagerDuty',
    '',
  ],
  'approval.refused': [
    { runId: 'R-1', requestId: 'q-1', duty: 'database', reason: 'wrong target' },
    'refused as Database',
    'wrong target',
  ],
  'approval.voided': [{ runId: 'R-1', requestId: 'q-1', reason: 'drift' }, 'approval q-1 void', 'drift'],
  'approval.expired': [{ runId: 'R-1', requestId: 'q-1' }, 'approval q-1 expired', ''],
  'run.started': [
    { runId: 'R-1', runbook: 'r', planHash: hash, environmentHash: hash, promotionBoundary: 'b', timeScale: '1' },
    'armed Region failover',
    'plan fffffff',
  ],
  'run.goGiven': [
    { runId: 'R-1', requests: [], loss: { ...loss, milliseconds: null, unknown: 'no reading' } },
    'GO',
    'loss UNKNOWN: no reading',
  ],
  'run.paused': [{ runId: 'R-1', reason: 'wait' }, 'paused', 'wait'],
  'run.resumed': [{ runId: 'R-1' }, 'resumed', ''],
  'run.abortRequested': [{ runId: 'R-1', reason: 'wrong region' }, 'abort', 'wrong region'],
  'run.stopped': [{ runId: 'R-1', forwardOnly: true }, 'stopped, every outcome known', 'only forward is safe'],
  'run.rollbackRequested': [{ runId: 'R-1', reason: 'false alarm' }, 'roll back', 'false alarm'],
  'run.rolledBack': [{ runId: 'R-1' }, 'rolled back', ''],
  'run.pointOfNoReturnCrossed': [
    { runId: 'R-1', step: 'S7', at, requestId: '5f0c19aa-1111-2222-3333-44445555b7e2' },
    'S7 accepted: point of no return',
    'request 5f0c19aa…b7e2',
  ],
  'run.lookedOver': [
    {
      runId: 'R-1',
      found: [
        { step: 'S4', detail: '18 pods' },
        { step: 'S10', detail: 'no reply', untold: true },
        { step: 'S11', detail: 'no reply', untold: true },
      ],
    },
    'looked over, since entries may have been lost with the console’s database',
    'in the world without an entry: S4; not to be told of, so left to people: S10, S11',
  ],
  'run.boundaryReleased': [
    { runId: 'R-1', left: ['S20'] },
    'only watches from here, and bars no other run',
    'left: S20',
  ],
  'run.rollbackStopped': [
    { runId: 'R-1', left: ['S4', 'S1'] },
    'rollback stopped, every outcome known',
    'not undone: S4, S1',
  ],
  'run.superseded': [{ runId: 'R-1', by: 'R-2', left: ['S20'] }, 'ended: R-2 takes its place', 'not done: S20'],
  'run.abandonProposed': [
    { runId: 'R-1', reason: 'nothing answers' },
    'proposed to abandon the run',
    'nothing answers',
  ],
  'run.abandoned': [
    { runId: 'R-1', proposal: 41, reason: 'nothing answers', left: ['S4', 'S1'], open: ['S4'] },
    'agreed to #41: run abandoned',
    'nothing answers; not ended: S4; not undone: S4, S1',
  ],
  'run.completed': [
    { runId: 'R-1', outcome: 'completed-with-exceptions' },
    'run completed: completed with exceptions',
    '',
  ],
  'step.intended': [
    { ...of, kind: 'undo', digest, commands: [], sendBefore: at },
    'undo of S7 intended, attempt 1',
    'digest 9c41 d07e',
  ],
  'step.commandAccepted': [
    { ...of, command: 0, requestId: null, facts: { status: 'failing-over' }, outputs: {} },
    'S7 aws.rds.failoverGlobalCluster accepted',
    'status failing-over',
  ],
  'step.commandRefused': [
    { ...of, command: 0, code: 'AccessDenied', message: 'not you', requestId: null, busy: false },
    'S7 aws.rds.failoverGlobalCluster refused: AccessDenied',
    'not you',
  ],
  'step.commandUnreachable': [
    { ...of, command: 7, code: 'ECONNRESET', message: 'reset' },
    'S7 command unreachable: ECONNRESET',
    'reset',
  ],
  'step.answeredLate': [
    { ...of, command: 0, accepted: true, requestId: 'rds-1', facts: {}, outputs: {}, code: null, message: null },
    'S7 aws.rds.failoverGlobalCluster accepted after its attempt had ended',
    'request rds-1',
  ],
  'step.fellQuiet': [of, 'S7 attempt 1 can act no more', 'counted by the worker: the database’s clock was set back'],
  'step.inDoubt': [{ ...of, command: 0, reason: 'no reply' }, 'S7 aws.rds.failoverGlobalCluster in doubt', 'no reply'],
  'step.observed': [
    { ...of, command: 0, effect: 'in-progress', facts: {}, outputs: {}, detail: 'failing over' },
    'S7 observed: effect in progress',
    'failing over',
  ],
  'step.judged': [{ ...of, predicate: 0, verdict: 'met', fact }, 'S7 met: global-cluster.failoverState empty', 'RDS'],
  'step.recorded': [{ ...of, readings: [fact] }, 'S7 kept 1 reading', 'global-cluster.failoverState empty'],
  'step.succeeded': [{ ...of, outputs: {} }, 'S7 done: Promote', 'its expectation, met'],
  'step.proofJudged': [
    { runId: 'R-1', step: 'S7', verdict: 'unmet', broken: [0], readings: [fact], reason: 'It is idle: no' },
    'S7 no longer holds: Promote',
    'It is idle: no',
  ],
  'step.countedDone': [
    { runId: 'R-1', step: 'S7', outputs: {} },
    'S7 counted as done: Promote',
    'its expectation, met after its time',
  ],
  'step.unproven': [{ ...of, readings: [] }, 'S7 unproven: Promote', ''],
  'step.failed': [{ ...of, code: 'Timeout', message: '180 s' }, 'S7 failed: Timeout', '180 s'],
  'step.withdrawn': [{ ...of, reason: 'aborted' }, 'S7 withdrawn, attempt 1', 'aborted'],
  'step.barred': [
    { runId: 'R-1', step: 'S7', code: 'no-undo-data', message: 'nothing was kept' },
    'S7 not begun: no-undo-data',
    'nothing was kept',
  ],
  'step.retryRequested': [{ runId: 'R-1', step: 'S7' }, 'S7 to be retried: Promote', ''],
  'step.skipped': [{ runId: 'R-1', step: 'S7', reason: 'by hand' }, 'S7 skipped: Promote', 'by hand'],
  'step.takenOver': [{ runId: 'R-1', step: 'S7', reason: 'stuck' }, 'S7 taken over by hand: Promote', 'stuck'],
  'step.attested': [{ runId: 'R-1', step: 'S7', statement: 'did it' }, 'S7 attested: Promote', 'did it'],
  'step.outcomeProposed': [
    { runId: 'R-1', step: 'S7', outcome: 'did-not-happen', statement: 'it is a replica' },
    'proposed that S7 did not happen',
    'it is a replica',
  ],
  'step.outcomeSettled': [
    { runId: 'R-1', step: 'S7', outcome: 'happened', proposal: 41, statement: 'it was detached' },
    "agreed to #41: S7 happened, on people's word",
    'it was detached',
  ],
  'step.undone': [of, 'S7 undone: Promote', ''],
  'step.undoFailed': [{ ...of, code: 'Denied', message: 'no' }, 'undo of S7 failed: Denied', 'no'],
}

/** The same with a field more in every object but the allow-lists of facts, whose names are free. */
function withLater(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLater)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, facts.has(key) ? member : withLater(member)])
  return { ...Object.fromEntries(members), addedLater: { by: 'a newer process' } }
}
const facts = new Set(['facts', 'outputs', 'before', 'labels'])

const types = Object.keys(incidentCatalogue) as IncidentEventType[]
const told = (type: IncidentEventType, payload: unknown) =>
  describeEvent({ type, payload, sequence: 1, at, actor: { kind: 'console', part: 'test' } } as RecordedEvent, words)

describe('every event of the catalogue', () => {
  it.each(types)('has its sentence: %s', (type) => {
    const [payload, what, restsOn] = table[type]
    expect(incidentCatalogue[type].safeParse(payload).error).toBeUndefined()
    const described = told(type, payload)
    expect(described).toMatchObject({ what, restsOn })
    expect(eventKinds).toContain(described.kind)
  })

  it.each(types)('takes nothing into the journal beyond its list: %s', (type) => {
    const [payload] = table[type]
    const replied = { ...payload, reply: 'canary of a provider' }
    expect(incidentCatalogue[type].safeParse(replied).success).toBe(false)
  })

  it.each(types)('is read with what a newer process added to it, at any depth: %s', (type) => {
    const [payload] = table[type]
    const entry = { type, version: 1, sequence: 1, at, actor: { kind: 'console', part: 'test' } as const }
    const read = recordedEvent({ ...entry, payload: withLater(payload) })
    expect(read.payload).toEqual(payload)
    expect(read.payload).toEqual(recordedEvent({ ...entry, payload }).payload)
  })

  it('counts commands that speak to people as messages, and gives steps their tier', () => {
    const accepted = { ...of, command: 0, requestId: 'r', facts: {}, outputs: {} }
    expect(told('step.commandAccepted', { ...accepted, step: 'S3' })).toMatchObject({ kind: 'message', tier: null })
    expect(told('step.commandAccepted', accepted)).toMatchObject({ kind: 'step', tier: 'T0', step: 'S7' })
  })

  it.each(['run.rollbackStopped', 'run.abandoned'] as const)('says of a run that nobody looked it over: %s', (type) => {
    const [payload] = table[type]
    const unlooked = 'what lost entries may have told of was not looked for'
    expect(told(type, payload).restsOn).not.toContain(unlooked)
    expect(told(type, { ...payload, notLookedOver: true }).restsOn).toContain(unlooked)
  })

  it('tells a whole night so that the turning points alone make sense', () => {
    const story = proven()
    const keys = story.events.map((event) => describeEvent(event, words)).filter(({ key }) => key)
    expect(keys.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'declared region failure',
        'GO',
        'S7 accepted: point of no return',
        'T0 recovered at 02:49:36 UTC, sustained',
      ]),
    )
    expect(keys.length).toBeLessThan(story.events.length / 2)
  })
})
