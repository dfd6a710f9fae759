import { describe, expect, it } from 'vitest'
import type { Effect } from '@/lib/domain/run/events/facts'
import { engineScene, silent, type World } from '@/lib/testing/engine-scene'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { ExecutorError } from './ports'
import { settleUndo } from './settle-undo'
import { undoStep } from './undo-step'

const reason = 'false alarm'

/** Aborted and asked to go back, with S4 as `then` left it. */
function goingBack(then: (story: IncidentStory, of: { runId: string; step: 'S4' }) => void): IncidentStory {
  const { story } = momentWhen('arming')
  const runId = story.runId()
  then(story, { runId, step: 'S4' })
  story.by('mara-okafor', { type: 'abort-run', runId, reason }).worker({ type: 'stop-run', runId })
  return story.by('mara-okafor', { type: 'roll-back-run', runId, reason })
}
const takesOver = (story: IncidentStory, of: { runId: string; step: 'S4' }) =>
  story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'by hand' })

async function undo(story: IncidentStory, world: World = {}) {
  const { hands, sent } = engineScene(story, 'S4', world)
  await undoStep(hands, await hands.journal.load())
  return { sent, step: story.state.runs[0]?.steps['S4'], hands }
}

const scaled = () => goingBack((told) => told.starts('S4').accepts('S4').succeeds('S4'))
const seen = (effect: Effect, detail: string) => () => Promise.resolve({ effect, facts: {}, outputs: {}, detail })

describe('an undo', () => {
  it('is not done when its call returned: it is watched until the world is as before', async () => {
    let looks = 0
    const undone = () => {
      looks += 1
      return seen(looks <= 2 ? 'present' : looks <= 8 ? 'in-progress' : 'absent', 'on its way')()
    }
    const { sent, step } = await undo(scaled(), { undone })
    expect(sent).toHaveLength(2)
    expect(looks).toBeGreaterThan(8)
    expect(step?.status).toBe('undone')
  })

  it('is a matter for a person when its call returned and the world is not as before in time', async () => {
    const { sent, step } = await undo(scaled(), { undone: seen('present', 'still 24 replicas') })
    expect(sent).toHaveLength(2)
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'timeout' } })
    expect(step?.failure?.message).toContain('still 24 replicas')
  })

  it('looks no earlier than its target shows what it has accepted: it would be called undone and happen after it', async () => {
    const story = scaled()
    const accepted = Math.max(
      ...(story.state.runs[0]?.steps['S4']?.attempts[0]?.commands ?? []).map(({ at }) => Date.parse(at)),
    )
    // As before for whoever looks within ten seconds of what it accepted; then there, until it is undone.
    let back = false
    const undone = () => {
      const hides = Date.parse(story.now()) < accepted + 10_000
      return seen(hides || back ? 'absent' : 'present', 'as it shows')()
    }
    const takeBack = () => {
      back = true
      return Promise.resolve({ requestId: null, facts: {}, outputs: {} })
    }
    const { sent, step } = await undo(story, { undone, undo: takeBack, hidesFor: 10_000 })
    expect(sent.length).toBeGreaterThan(0)
    expect(step?.status).toBe('undone')
  })

  it.each([
    ['for a busy target', false],
    ['for a stop between its commands', true],
  ])('is not let go of %s while another command of it may still arrive', async (_, stops) => {
    const story = scaled()
    const stop = new AbortController()
    let tries = 0
    const first = () => {
      tries += 1
      if (tries > 2 || stop.signal.aborted) return Promise.resolve({ requestId: null, facts: {}, outputs: {} })
      if (stops) stop.abort()
      const kind = tries === 1 ? 'in-doubt' : 'busy'
      return Promise.reject(new ExecutorError(kind, kind, 'no word of it'))
    }
    let gone = false
    const undone = () => seen(gone ? 'absent' : 'present', 'as the target says')()
    const { hands } = engineScene(story, 'S4', { undo: first, undone })
    await undoStep({ ...hands, signal: stop.signal }, await hands.journal.load())
    expect(tries).toBe(stops ? 1 : 2)
    const attempts = () => story.state.runs[0]?.steps['S4']?.attempts.filter(({ kind }) => kind === 'undo') ?? []
    const [attempt] = attempts()
    expect(attempt?.ended?.outcome).toBe('withdrawn')
    expect(Date.parse(attempt?.ended?.mark.at ?? '')).toBeGreaterThanOrEqual(Date.parse(attempt?.quietAt ?? ''))
    gone = true
    await undoStep(hands, await hands.journal.load())
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('undone')
  })

  it('that is refused beside a command that may still arrive says so', async () => {
    let tries = 0
    const world: World = { undone: seen('present', 'as the target says') }
    world.undo = () => {
      tries += 1
      const kind = tries === 1 ? 'in-doubt' : 'refused'
      return Promise.reject(new ExecutorError(kind, 'AccessDenied', 'no word of it'))
    }
    const { step } = await undo(scaled(), world)
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'AccessDenied' } })
    expect(step?.failure?.message).toMatch(/^no word of it\. Another command of it may still arrive/)
  })

  it.each([
    ['cannot be told', 'unknown'],
    ['is under way', 'in-progress'],
  ] as const)('that %s is waited for, never sent again, and ends with a person', async (_, effect) => {
    const story = scaled()
    let asked = 0
    const lost = () => {
      asked += 1
      return Promise.reject(new ExecutorError('in-doubt', 'ECONNRESET', 'connection reset'))
    }
    const look = () => seen(asked === 0 ? 'present' : effect, 'to another cluster')()
    const { sent, step } = await undo(story, { undo: lost, undone: look })
    expect(sent).toHaveLength(2)
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'in-doubt' } })
  })

  it('that is seen not to be done after a lost reply is sent again, six times at most', async () => {
    const story = scaled()
    const undo = () => Promise.reject(new ExecutorError('in-doubt', 'ECONNRESET', 'connection reset'))
    let sends = 0
    for (let look = 0; look < 10; look += 1) {
      const { hands, sent } = engineScene(story, 'S4', { undo, undone: seen('present', 'still there') })
      await undoStep(hands, await hands.journal.load())
      sends += sent.length
    }
    expect(sends).toBe(6 * 2)
    expect(story.state.runs[0]?.steps['S4']).toMatchObject({ status: 'undo-failed', failure: { code: 'no-effect' } })
  })

  it('of a busy target is tried again, and done once it was let through', async () => {
    const story = scaled()
    let calls = 0
    const busy = () => {
      calls += 1
      if (calls > 2) return Promise.resolve({ requestId: null, facts: {}, outputs: {} })
      return Promise.reject(new ExecutorError('busy', 'Throttling', 'slow down'))
    }
    const { hands } = engineScene(story, 'S4', { undo: busy })
    await undoStep(hands, await hands.journal.load())
    expect(story.state.runs[0]?.steps['S4']).toMatchObject({ status: 'succeeded', failure: null })
    await undoStep(hands, await hands.journal.load())
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('undone')
  })

  it('sends nothing where all is as before already', async () => {
    const { sent, step } = await undo(scaled(), { undone: seen('absent', 'as before') })
    expect(sent).toEqual([])
    expect(step?.status).toBe('undone')
  })

  it('is not sent again unseen by whoever comes after', async () => {
    const story = scaled()
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'undo' } as const
    story.worker({ ...intent, before: {}, sendWithinMilliseconds: 2_000 })
    for (const command of [0, 1])
      story.worker({ type: 'doubt-command', ...story.attempt('S4'), command, reason: 'connection reset' })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'not undone yet' })
    const { sent, step } = await undo(story, { undone: () => Promise.reject(silent()) })
    expect(sent).toEqual([])
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'in-doubt' } })
  })

  it('is not called undone by the journal while nobody has seen it', () => {
    const story = scaled()
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'undo' } as const
    story.worker({ ...intent, before: {}, sendWithinMilliseconds: 2_000 }).accepts('S4')
    const finish = () => story.ask({ type: 'finish-undo', ...story.attempt('S4') }, working)
    expect(finish()).toMatchObject({ ok: false, refusal: { missing: [expect.any(String), expect.any(String)] } })
    story.isBack('S4')
    expect(finish().ok).toBe(true)
  })
})

describe('undoing what a person did', () => {
  it('is for a person: nothing is sent, nothing is called undone, and a reason ends it', async () => {
    const story = goingBack((told, of) => {
      takesOver(told, of).by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled by hand' })
      told.starts('S4').succeeds('S4')
    })
    const { sent, step } = await undo(story)
    expect(sent).toEqual([])
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'by-hand' } })
    story.by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S4', reason: 'scaled back by hand' })
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('skipped')
  })

  it('is not begun while somebody has the step in hand, and a retry gives it back to the machine', async () => {
    const story = goingBack((told, of) => takesOver(told.starts('S4'), of))
    expect(await undo(story)).toMatchObject({ sent: [], step: { status: 'undo-failed' } })
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S4' })
    const { sent, step } = await undo(story)
    expect(sent.map(({ what }) => what)).toEqual(['undo', 'undo'])
    expect(step?.status).toBe('undone')
  })

  it('is not called undone by a successor either', async () => {
    const story = goingBack((told, of) => {
      takesOver(told, of).by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled by hand' })
    })
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'undo' } as const
    story.worker({ ...intent, before: {}, sendWithinMilliseconds: 2_000 })
    await settleUndo(engineScene(story, 'S4', {}).hands)
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('undo-failed')
  })
})
