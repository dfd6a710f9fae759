import { describe, expect, it } from 'vitest'
import { engineScene, silent } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { approvedAgain } from '@/lib/testing/region-failure'
import { quietAt, type Hands } from './attempt'
import { executeStep } from './execute-step'
import { ExecutorError, type ActionExecutor } from './ports'
import { timing } from './timing'

const refuses = () => Promise.reject(new ExecutorError('refused', 'no', 'not in this state'))

/** The database's clock is set forward now, and this process has noticed. */
function setForward(hands: Hands): Hands {
  const { clock } = hands.ports
  const jump = 600_000
  const set = clock.now() + jump
  const forward = {
    ...clock,
    now: () => clock.now() + jump,
    earliest: () => clock.earliest() + jump,
    evenSince: () => set,
  }
  return { ...hands, ports: { ...hands.ports, clock: forward } }
}

describe('a step that is started again', () => {
  it('is not sent while something of the try before may still arrive', async () => {
    const { story } = momentWhen('promotion intended')
    const of = { runId: story.runId(), step: 'S7' }
    const first = story.state.runs[0]?.steps['S7']?.attempts[0]
    if (first === undefined) throw new Error('nothing was intended')
    story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'by hand' })
    approvedAgain(story.by('mara-okafor', { type: 'retry-step', ...of }))
    const { hands, sent } = engineScene(story, 'S7', { execute: refuses })
    await executeStep(hands, await hands.journal.load())
    expect(sent).toHaveLength(1)
    expect(Date.parse(sent[0]?.at ?? '')).toBeGreaterThanOrEqual(quietAt(first))
  })

  it('leaves a busy target alone for as long as it should, whatever happened to the clock meanwhile', async () => {
    const story = momentWhen('arming').story
    const busy = () => Promise.reject(new ExecutorError('busy', 'throttled', 'slow down'))
    const { hands, sent } = engineScene(story, 'S4', { execute: busy })
    await executeStep(hands, await hands.journal.load())
    const { clock } = hands.ports
    const [began, setBack] = [clock.monotonic(), 600_000]
    const ports = { ...hands.ports, clock: { ...clock, now: () => clock.now() - setBack } }
    await executeStep({ ...hands, ports }, await hands.journal.load())
    expect(sent).toHaveLength(4)
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(250)
    expect(clock.monotonic() - began).toBeLessThan(20_000)
  })

  it('leaves a busy target alone for as long where the clock was set forward meanwhile', async () => {
    const story = momentWhen('arming').story
    const busy = () => Promise.reject(new ExecutorError('busy', 'throttled', 'slow down'))
    const { hands } = engineScene(story, 'S4', { execute: busy })
    await executeStep(hands, await hands.journal.load())
    const began = hands.ports.clock.monotonic()
    await executeStep(setForward(hands), await hands.journal.load())
    expect(hands.ports.clock.monotonic() - began).toBeGreaterThanOrEqual(250)
  })

  it('is not looked at while its target hides what it accepted, whatever happened to the clock meanwhile', async () => {
    const story = momentWhen('arming').story
    const hidesFor = 60_000
    const { hands, sent } = engineScene(story, 'S4', {
      hidesFor,
      execute: (_, { idempotencyKey }) =>
        idempotencyKey.endsWith('/0')
          ? Promise.resolve({ requestId: null, facts: {}, outputs: {} })
          : Promise.reject(new ExecutorError('busy', 'throttled', 'slow down')),
      observe: () => {
        looked.push(hands.ports.clock.monotonic())
        return Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'looked' })
      },
    })
    const looked: number[] = []
    await executeStep(hands, await hands.journal.load())
    const accepted = hands.ports.clock.monotonic()
    expect(sent.length).toBeGreaterThan(1)
    looked.length = 0
    await executeStep(setForward(hands), await hands.journal.load())
    expect(looked.length).toBeGreaterThan(0)
    expect(Math.min(...looked) - accepted).toBeGreaterThanOrEqual(hidesFor)
  })

  it('is quiet no earlier than what its targets may hide has come to light', async () => {
    const story = momentWhen('arming').story
    const hidesFor = 60_000
    const { hands } = engineScene(story, 'S4', { hidesFor, execute: refuses })
    await executeStep(hands, await hands.journal.load())
    const attempt = story.state.runs[0]?.steps['S4']?.attempts.at(-1)
    if (attempt === undefined) throw new Error('nothing was intended')
    expect(quietAt(attempt) - Date.parse(attempt.sendBefore)).toBeGreaterThanOrEqual(hidesFor + timing.requestDeadline)
  })

  it('is not sent again unseen once the target has said yes', async () => {
    const { story } = momentWhen('promotion accepted')
    const runId = story.runId()
    story.by('mara-okafor', { type: 'abort-run', runId, reason: 'hold on' })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'stopped by abort' })
    story.worker({ type: 'stop-run', runId }).by('mara-okafor', { type: 'resume-run', runId })
    const { hands, sent } = engineScene(story, 'S7', { observe: () => Promise.reject(silent()) })
    await executeStep(hands, await hands.journal.load())
    expect(sent).toEqual([])
    expect(story.state.runs[0]?.steps['S7']).toMatchObject({ status: 'failed', failure: { code: 'in-doubt' } })
  })

  it('is sent when nothing was done before, whether or not the target can be read', async () => {
    const story = momentWhen('going').story.does('S6')
    const { hands, sent } = engineScene(story, 'S7', { observe: () => Promise.reject(silent()), execute: refuses })
    await executeStep(hands, await hands.journal.load())
    expect(sent.map(({ what }) => what)).toEqual(['execute'])
  })
})

describe('a step that a person asks for again', () => {
  it('is a new generation to whoever has to tell them apart, under the same key', async () => {
    const { story } = momentWhen('step failed')
    const told: unknown[] = []
    const execute: ActionExecutor['execute'] = (_, { idempotencyKey, generation, since }) => {
      told.push({ idempotencyKey, generation, since })
      return refuses()
    }
    const runId = story.runId()
    story.by('mara-okafor', { type: 'retry-step', runId, step: 'S4' })
    const { hands } = engineScene(story, 'S4', { execute })
    await executeStep(hands, await hands.journal.load())
    const since = story.state.runs[0]?.started.at
    expect(told).toContainEqual({ idempotencyKey: `${runId}/S4/0`, generation: 1, since })
  })
})
