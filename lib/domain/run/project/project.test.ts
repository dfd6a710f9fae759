import { describe, expect, it } from 'vitest'
import type { Actor } from '../../access/actor'
import type { IncidentEvent } from '../events/event'
import { recordedEvent } from '../events/stored-event'
import { UnreadableEntry } from '../events/unreadable-entry'
import { ImpossibleHistory } from './impossible'
import { project } from './project'
import { commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'

const runId = 'i-2041-R1'
const of = (step: string, attempt = 1) => ({ runId, step, attempt })
const seen = { tier: 'T0', at: '2026-11-19T02:50:00.000Z', source: 'x' }
const intended = (step: string, attempt: number, kind: 'act' | 'undo' = 'act'): IncidentEvent => ({
  type: 'step.intended',
  payload: { ...of(step, attempt), kind, digest: 'd', commands: [], sendBefore: '2026-11-19T02:50:00.000Z' },
})
const given = (requestId: string, digest: string): IncidentEvent => ({
  type: 'approval.given',
  payload: { runId, requestId, digest, duty: 'network', statement: null },
})
const request = `${runId}-A1-1`
const stepEvent = { step: 'S4', runId }

/** What no decision writes: when, what, by whom, and the words that say why. */
const impossible: readonly (readonly [StateKind, IncidentEvent, RegExp, Actor?])[] = [
  ['declared', { type: 'incident.declared', payload: { class: 'x', runbook: 'y', statement: 'z' } }, /declared twice/],
  [
    'declared',
    { type: 'incident.impactRecorded', payload: { at: seen.at, source: 'x', correction: false, reason: null } },
    /no correction/,
  ],
  ['poll open', { type: 'incident.pollCalled', payload: { poll: 2, question: 'q', duties: [] } }, /another poll/],
  ['declared', { type: 'incident.pollCalled', payload: { poll: 2, question: 'q', duties: [] } }, /one is missing/],
  ['declared', { type: 'incident.pollClosed', payload: { poll: 1 } }, /no such poll/],
  ['arming', { type: 'incident.closed', payload: { reason: 'x' } }, /a run is under way/],
  ['closed', { type: 'incident.dutyAssigned', payload: { duty: 'network', person: null } }, /closed/],
  ['declared', { type: 'tier.recovered', payload: { ...seen, provenAt: seen.at } }, /nobody saw/],
  ['recovery proven', { type: 'tier.recovered', payload: { ...seen, provenAt: seen.at } }, /recovered before/],
  ['declared', { type: 'run.paused', payload: { runId, reason: 'x' } }, /never started/],
  [
    'arming',
    {
      type: 'run.started',
      payload: {
        runId: 'R2',
        runbook: 'x',
        planHash: 'p',
        environmentHash: 'e',
        promotionBoundary: 'b',
        timeScale: '1',
      },
    },
    /another run is live/,
  ],
  ['going', { type: 'run.goGiven', payload: { runId, loss: null, requests: [] } }, /given before/],
  ['stopped', { type: 'run.goGiven', payload: { runId, loss: null, requests: [] } }, /the run is stopped/],
  ['stopped', { type: 'run.abortRequested', payload: { runId, reason: 'x' } }, /the run is stopped/],
  ['rollback stopping', { type: 'run.abortRequested', payload: { runId, reason: 'x' } }, /the run is stopping/],
  ['rollback stopping', { type: 'run.resumed', payload: { runId } }, /on its way back/],
  ['rollback stopping', { type: 'run.stopped', payload: { runId, forwardOnly: false } }, /nobody asked/],
  ['rolling back', { type: 'run.rollbackStopped', payload: { runId, left: ['S4'] } }, /nobody asked/],
  ['stopping, nothing open', { type: 'run.rollbackStopped', payload: { runId, left: ['S4'] } }, /nobody asked/],
  ['rollback stopping, undo running', { type: 'run.rollbackStopped', payload: { runId, left: [] } }, /S4 is open/],
  ['going', { type: 'run.stopped', payload: { runId, forwardOnly: false } }, /nobody asked/],
  ['stopping, attempt open', { type: 'run.stopped', payload: { runId, forwardOnly: false } }, /S4 is open/],
  ['forward only', { type: 'run.rollbackRequested', payload: { runId, reason: 'x' } }, /no way back/],
  ['going', { type: 'run.rollbackRequested', payload: { runId, reason: 'x' } }, /no way back/],
  ['stopped', { type: 'run.rolledBack', payload: { runId } }, /nothing was being/],
  ['undo running', { type: 'run.rolledBack', payload: { runId } }, /S4 is open/],
  ['arming', { type: 'run.completed', payload: { runId, outcome: 'recovered' } }, /the run is arming/],
  ['promotion intended', { type: 'run.completed', payload: { runId, outcome: 'recovered' } }, /S7 is open/],
  ['completed', { type: 'run.paused', payload: { runId, reason: 'x' } }, /has ended/],
  ['completed', { type: 'step.skipped', payload: { ...stepEvent, reason: 'x' } }, /has ended/],
  [
    'promotion accepted',
    { type: 'run.pointOfNoReturnCrossed', payload: { runId, step: 'S7', at: seen.at, requestId: null } },
    /crossed before/,
  ],
  ['step intended', intended('S4', 2), /still open/],
  ['arming', intended('S4', 2), /out of order/],
  ['stopped', intended('S2', 1), /the run is stopped/],
  ['arming', intended('S1', 2, 'undo'), /the run is arming/],
  ['step failed', { type: 'step.succeeded', payload: { ...of('S4'), outputs: {} } }, /not open/],
  ['step intended', { type: 'step.succeeded', payload: { ...of('S4', 2), outputs: {} } }, /not open/],
  ['step intended', { type: 'step.undone', payload: of('S4') }, /no undo/],
  ['undo running', { type: 'step.succeeded', payload: { ...of('S4', 2), outputs: {} } }, /no act/],
  ['step intended', { type: 'step.inDoubt', payload: { ...of('S4'), command: 9, reason: 'x' } }, /no command 9/],
  ['step intended', { type: 'step.retryRequested', payload: stepEvent }, /still open/],
  ['step intended', { type: 'step.skipped', payload: { ...stepEvent, reason: 'x' } }, /still open/],
  ['arming', { type: 'step.attested', payload: { ...stepEvent, statement: 'x' } }, /nobody took/],
  ['requested', given(request, '0'.repeat(64)), /another digest/, person('kenji-sato')],
  ['requested', given(request, 'whatever'), /whoever asked/, commanding],
  ['requested', given(request, 'whatever'), /only a person/, working],
  ['requested', given('nothing', 'd'), /never requested/, person('kenji-sato')],
  ['approval voided', given(request, 'd'), /was voided/, person('kenji-sato')],
  ['approval expired', { type: 'approval.voided', payload: { runId, requestId: request, reason: 'x' } }, /was expired/],
]

describe('an impossible history', () => {
  const rows = impossible.map(([kind, event, why, actor = working]) => ({ kind, event, why, actor }))
  it.each(rows)('stops the fold when $kind: $event.type, $why', ({ kind, event, why, actor }) => {
    const { story } = momentWhen(kind)
    const before = structuredClone(story.state)
    const recorded = { ...event, at: story.now(), actor, sequence: story.state.sequence + 1 }
    const fold = () => project(story.state, [recorded])
    expect(fold).toThrow(ImpossibleHistory)
    expect(fold).toThrow(why)
    expect(story.state).toEqual(before)
  })

  it('stops the fold at a gap, at a repetition and at an entry out of order', () => {
    const { events } = momentWhen('arming').story
    const without = events.filter(({ sequence }) => sequence !== 3)
    expect(() => project(null, without)).toThrow(/sequence 2 cannot be followed by 4/)
    const twice = events.flatMap((event) => (event.sequence === 3 ? [event, event] : [event]))
    expect(() => project(null, twice)).toThrow(ImpossibleHistory)
    const [first, second, third] = events
    if (first === undefined || second === undefined || third === undefined) throw new Error('too short a story')
    expect(() => project(null, [first, third, second])).toThrow(ImpossibleHistory)
  })

  it('begins with the proposal and has one', () => {
    const { events } = momentWhen('proposed').story
    const [first, second] = events
    if (first === undefined || second === undefined) throw new Error('too short a story')
    expect(() => project(null, [{ ...second, sequence: 1 }])).toThrow(/begins with its proposal/)
    expect(() => project(null, [first, { ...first, sequence: 2 }])).toThrow(/proposed twice/)
    expect(project(null, [])).toBeNull()
  })

  it('is not read at all when an event is unknown, or its payload is not what its code says', () => {
    const entry = { version: 1, sequence: 1, at: seen.at, actor: working }
    expect(() => recordedEvent({ ...entry, type: 'incident.vanished', payload: {} })).toThrow(UnreadableEntry)
    expect(() => recordedEvent({ ...entry, type: 'constructor', payload: {} })).toThrow(UnreadableEntry)
    const newer = { ...entry, version: 2, type: 'run.rolledBack', payload: { runId } }
    expect(() => recordedEvent(newer)).toThrow(UnreadableEntry)
    expect(() => recordedEvent({ ...entry, type: 'run.rolledBack', payload: {} })).toThrow()
  })
})

describe('folding', () => {
  it.each(stateKinds)('at once or entry by entry gives the same when %s', (kind) => {
    const { story } = momentWhen(kind)
    expect(project(null, story.events)).toEqual(story.state)
  })

  it('says of every state kind what it is', () => {
    const status = (kind: StateKind) => {
      const { story, step } = momentWhen(kind)
      const run = story.state.runs.at(-1)
      return `${story.state.status} ${run?.status ?? 'no run'} ${run?.steps[step]?.status ?? ''}`.trim()
    }
    expect(status('proposed')).toBe('proposed no run')
    expect(status('step intended')).toBe('declared arming running')
    expect(status('step in doubt')).toBe('declared arming in-doubt')
    expect(status('step unproven')).toBe('declared arming unproven')
    expect(status('step taken over')).toBe('declared arming taken-over')
    expect(status('step attested')).toBe('declared arming attested')
    expect(status('stopping, attempt open')).toBe('declared stopping running')
    expect(status('undo running')).toBe('declared rolling-back undoing')
    expect(status('undo failed')).toBe('declared rolling-back undo-failed')
    expect(status('rolled back')).toBe('declared rolled-back undone')
    expect(status('recovery proven')).toBe('recovered going')
    expect(status('relapsed')).toBe('relapsed going running')
    expect(status('armed again')).toBe('relapsed arming')
    expect(status('back again')).toBe('recovered arming')
    expect(status('completed')).toBe('recovered completed succeeded')
    expect(status('closed')).toBe('closed completed succeeded')
  })

  it('an undo that was let go of leaves the step as it was', () => {
    const { story } = momentWhen('undo running')
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'not sent in time' })
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('succeeded')
  })
})
