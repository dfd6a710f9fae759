import { describe, expect, it } from 'vitest'
import { stepsToUndo } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { commanding, working } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { withStep } from '@/lib/testing/look-over-scene'
import { gone } from '@/lib/testing/region-failure'
import { executeStep } from './execute-step'
import { ExecutorError, type Observation } from './ports'
import { settleAndStop } from './settle-attempt'

const see = (effect: Observation['effect']) => () =>
  Promise.resolve({ effect, facts: {}, outputs: {}, detail: `it is ${effect}` })
const runOf = ({ state }: IncidentStory) => state.runs[0] ?? expect.fail('there is a run')
const runbookOf = ({ plan }: IncidentStory) => plan.runbooks[0] ?? expect.fail('there is a runbook')
function stops(story: IncidentStory): IncidentStory {
  const runId = story.runId()
  return story.by('mara-okafor', { type: 'abort-run', runId, reason: 'x' }).worker({ type: 'stop-run', runId })
}

describe('the one-way step that is found done before anything of it was sent', () => {
  const ready = () => gone().succeeds('S4').does('S6')
  const writes = (story: IncidentStory) =>
    story.reads('west-heartbeat', { writtenAt: '2026-11-19T02:47:01.000Z', sequence: 4_900, region: 'us-west-2' })
  const turned = (story: IncidentStory) =>
    story.worker({
      type: 'judge-gate',
      runbook: 'region-failover',
      gate: runbookOf(story).gates.find(({ again }) => again === 'act')?.id ?? '',
      verdict: 'unmet',
      readings: [],
      reason: 'x',
    })

  it.each([
    ['a loss that nobody can tell since the standby writes', writes],
    ['a check that is asked again', turned],
  ])('leaves no way back, though %s would bar sending it', async (_, barred) => {
    const story = barred(ready())
    const { hands, sent } = engineScene(story, 'S7', { observe: see('present') })
    await executeStep(hands, await hands.journal.load())
    expect(sent).toEqual([])
    expect(runOf(story)).toMatchObject({ pointOfNoReturn: { step: 'S7' }, forwardOnly: true })
    expect(stepOf(runOf(story), 'S7').attempts).toMatchObject([{ commands: [{ status: 'present' }] }])
    const back = { type: 'roll-back-run', runId: story.runId(), reason: 'x' } as const
    expect(stops(story).ask(back, commanding)).toMatchObject({ ok: false })
  })

  it('leaves none either where only a part of it is there, and the rest is barred all the same', () => {
    const story = turned(ready())
    const found = (indexes: number[]) => {
      const intent = { type: 'intend-step', runId: story.runId(), step: 'S7', kind: 'act', before: {} } as const
      return story.ask({ ...intent, found: indexes, proofs: [], sendWithinMilliseconds: 5_000 }, working)
    }
    expect(found([])).toMatchObject({ ok: false })
    expect(found([7])).toMatchObject({ ok: true, events: [{ type: 'run.pointOfNoReturnCrossed' }] })
  })

  it('leaves none either where its only target shows a part of it', async () => {
    const story = turned(ready())
    const { hands } = engineScene(story, 'S7', { observe: see('partial') })
    await executeStep(hands, await hands.journal.load())
    expect(runOf(story)).toMatchObject({ pointOfNoReturn: { step: 'S7' }, forwardOnly: true })
  })
})

describe('what a target has accepted and still hides when somebody aborts', () => {
  it('is waited for, and undone', async () => {
    const { story } = momentWhen('step accepted')
    const began = Date.parse(story.now())
    const { hands } = engineScene(story, 'S4', {
      hidesFor: 5_000,
      observe: () => see(Date.parse(story.now()) - began < 5_000 ? 'absent' : 'present')(),
    })
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason: 'x' })
    await settleAndStop({ ...hands, signal: AbortSignal.abort() }, 1)
    story.worker({ type: 'stop-run', runId: story.runId() })
    expect(stepsToUndo(runOf(story), runbookOf(story)).map(({ id }) => id)).toContain('S4')
  })
})

describe('a request whose reply was lost, while it can still arrive', () => {
  const lost = () => Promise.reject(new ExecutorError('in-doubt', 'ECONNRESET', 'no reply'))
  const arrives = 3_000

  it('is in doubt where the time of the step ends before that: nothing was seen, and nobody has said yes', async () => {
    const { story } = momentWhen('arming')
    const short = withStep(story, 'S4', (step) => {
      step.timeout = 1_000
    })
    const { hands } = engineScene(short, 'S4', { hidesFor: 16_000, execute: lost })
    await executeStep(hands, await hands.journal.load())
    expect(stepOf(runOf(short), 'S4')).toMatchObject({ status: 'failed', failure: { code: 'in-doubt' } })
  })

  it.each(['absent', 'partial'] as const)(
    'is looked at again where it is %s, and not sent a second time',
    async (effect) => {
      const { story } = momentWhen('arming')
      const began = Date.parse(story.now())
      const there = () => Date.parse(story.now()) - began >= arrives
      const seen: string[] = []
      const { hands, sent } = engineScene(story, 'S4', {
        execute: lost,
        observe: () => {
          const now = sent.length === 0 ? 'absent' : there() ? 'present' : effect
          seen.push(now)
          return see(now)()
        },
      })
      await executeStep(hands, await hands.journal.load())
      expect(seen).toContain('present')
      const [attempt, ...others] = stepOf(runOf(story), 'S4').attempts
      expect(others).toEqual([])
      expect(attempt?.commands.map(({ status }) => status)).toEqual(attempt?.commands.map(() => 'present'))
      expect(sent.map(({ command }) => command)).toEqual([...new Set(sent.map(({ command }) => command))])
    },
  )
})

describe('a step that is found done after the database may have lost its intent', () => {
  const intend = (story: IncidentStory, serverAfter: number | null) => {
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'act', before: {} } as const
    const decision = story.ask({ ...intent, found: [0], sendWithinMilliseconds: 5_000 }, working, { serverAfter })
    return decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
  }

  it('waits for a person: what is there now is not what undo would have to bring back', () => {
    const { story } = momentWhen('arming')
    const since = story.state.sequence
    expect(intend(story.at('02:50:00'), null)).toBe('step.intended')
    expect(intend(story, 1), 'with the start of the run, which was asked for again').toBe('step.barred')
    expect(intend(story, since)).toBe('step.barred')
  })

  it('waits as well where only some of it is there: undo would keep what the lost intent changed', () => {
    const { story } = momentWhen('arming')
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'act', before: {} } as const
    const partly = { ...intent, foundPartly: [0], sendWithinMilliseconds: 5_000 }
    const said = story.at('02:50:00').ask(partly, working, { serverAfter: story.state.sequence })
    expect(said).toMatchObject({ ok: true, events: [{ type: 'step.barred', payload: { code: 'found-there' } }] })
  })

  it('waits though an earlier try looked: one that changed nothing says nothing of the one that was lost', () => {
    const { story } = momentWhen('arming')
    const before = { 0: { value: 'old' }, 1: { value: 'old' } }
    const of = { runId: story.runId(), step: 'S4' }
    story.worker({ type: 'intend-step', ...of, kind: 'act', before, sendWithinMilliseconds: 5_000 })
    for (const { index } of stepOf(runOf(story), 'S4').attempts.at(-1)?.commands ?? []) {
      const busy = { code: 'Throttling', message: 'slow', requestId: null, busy: true }
      story.worker({ type: 'refuse-command', ...story.attempt('S4'), command: index, ...busy })
    }
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'busy; it is tried again' })
    expect(intend(story.at('02:50:00'), story.state.sequence)).toBe('step.barred')
  })

  it('goes on where an earlier try may have left, or an earlier run left it there: that has its entry', () => {
    const tried = momentWhen('arming').story.starts('S4').accepts('S4')
    tried.worker({ type: 'withdraw-attempt', ...tried.attempt('S4'), reason: 'x' })
    expect(intend(tried.at('02:50:00'), tried.state.sequence)).toBe('step.intended')
    const { story } = momentWhen('completed')
    story.at('05:20:00').by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    story.does('S1').does('S2').does('S3', { incidentId: 'sp-2' })
    expect(intend(story, story.state.sequence)).toBe('step.intended')
  })

  it('goes on once somebody has accepted it without a way back', () => {
    const { story } = momentWhen('arming')
    const since = story.state.sequence
    const word = { kind: 'accept-no-undo', subject: 'S4', statement: 'as it is' } as const
    story.by('mara-okafor', { type: 'record-decision', runId: story.runId(), ...word })
    expect(intend(story.at('02:50:00'), since)).toBe('step.intended')
  })
})
