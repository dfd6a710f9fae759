import { describe, expect, it } from 'vitest'
import { stepsToUndo } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { commanding, working } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
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
    expect(intend(story, 1), 'from before the run').toBe('step.intended')
    expect(intend(story, since)).toBe('step.barred')
  })

  it('goes on once somebody has accepted it without a way back', () => {
    const { story } = momentWhen('arming')
    const since = story.state.sequence
    const word = { kind: 'accept-no-undo', subject: 'S4', statement: 'as it is' } as const
    story.by('mara-okafor', { type: 'record-decision', runId: story.runId(), ...word })
    expect(intend(story.at('02:50:00'), since)).toBe('step.intended')
  })
})
