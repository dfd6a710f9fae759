import { describe, expect, it } from 'vitest'
import type { Facts } from '@/lib/domain/system/resolved'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import { commanding, working } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approvedAgain, gone, promoting } from '@/lib/testing/region-failure'
import type { Ports } from './ports'
import { ProofWatch } from './watch-proofs'

const promoted: Facts = {
  failoverState: '',
  targetIsWriter: true,
  targetStatus: 'available',
  inRecovery: false,
  accepted: true,
  region: 'us-west-2',
}
const fenced: Facts = { rejected: true, sequence: 1 }

/** S7 accepted, and not proven within its time. */
function timedOut(late?: 'counts'): IncidentStory {
  const story = promoting()
  const [runbook] = story.plan.runbooks
  if (late !== undefined && runbook !== undefined)
    Object.assign(story, {
      plan: {
        ...story.plan,
        runbooks: [{ ...runbook, steps: runbook.steps.map((step) => (step.id === 'S7' ? { ...step, late } : step)) }],
      },
    })
  const message = 'Not proven in time: us-west-2 is the writer.'
  return story.at('02:50:10').worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message })
}

/** The real watch; the world is as `world` says. */
function watching(story: IncidentStory, world: { is: Facts }) {
  const { ports, journal } = engineScene(story, 'S7', {
    read: ({ id }) => {
      const fields = { ...fenced, value: story.state.id, id: 'Q2K9', ...world.is }
      return Promise.resolve({ id, observedAt: story.now(), source: id, fields })
    },
  }).hands
  const began = Date.parse(story.now())
  const now = () => Date.parse(story.now())
  const clock: Ports['clock'] = { ...ports.clock, now, monotonic: () => now() - began }
  const watch = new ProofWatch({ ...ports, clock }, journal, (error) => {
    throw error
  })
  return async (seconds: number) => {
    const known = story.events.length
    for (let tick = 0; tick < seconds * 2; tick += 1) {
      story.at(new Date(now() + 500).toISOString().slice(11, 23))
      watch.look(await journal.load())
      await watch.settled()
    }
    return story.events.slice(known).map(({ type, payload }) => `${type} ${(payload as { step?: string }).step ?? ''}`)
  }
}

const doNow = (story: IncidentStory, who = 'mara-okafor') => buildConsoleView(story.input(), story.viewer(who)).doNow
const count = (story: IncidentStory) => ({ type: 'count-step', runId: story.runId(), step: 'S7' }) as const

describe('a step that timed out', () => {
  it('says so when its expectation comes true, and counts as done with one press, on what was approved', async () => {
    const story = timedOut()
    const world = { is: { ...promoted, failoverState: 'failing-over', targetIsWriter: false } as Facts }
    const seconds = watching(story, world)
    expect(await seconds(20)).toEqual([])
    expect(doNow(story).headline).toBe('S7 failed: retry, take over or skip')
    expect(story.ask(count(story), commanding)).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    world.is = promoted
    expect(await seconds(8)).toEqual(['step.proofJudged S7'])
    expect(doNow(story)).toMatchObject({
      headline: 'S7 came true after its time: count it as done',
      primary: { label: 'Count S7 as done', verb: 'count-step', how: 'press', disabledBecause: null },
    })
    expect(doNow(story).others.map(({ verb }) => verb)).toContain('retry-step')
    story.by('mara-okafor', count(story))
    expect(story.state.runs.at(-1)?.steps['S7']).toMatchObject({ status: 'succeeded', failure: null })
    expect(story.starts('S10').state.runs.at(-1)?.steps['S10']?.status).toBe('running')
  })

  it('is no longer to be counted where it does not last', async () => {
    const story = timedOut()
    const world = { is: promoted }
    const seconds = watching(story, world)
    await seconds(8)
    world.is = { ...promoted, targetIsWriter: false }
    expect(await seconds(8)).toEqual(['step.proofJudged S7'])
    expect(story.ask(count(story), commanding)).toMatchObject({ refusal: { code: 'not-now' } })
    expect(doNow(story).headline).toBe('S7 failed: retry, take over or skip')
  })

  it('is done by itself where the plan says that late counts, and by nobody’s machine where it does not', async () => {
    const story = timedOut('counts')
    expect(await watching(story, { is: promoted })(8)).toEqual(['step.proofJudged S7', 'step.countedDone S7'])
    const other = timedOut()
    await watching(other, { is: promoted })(8)
    const late = { type: 'count-late', runId: other.runId(), step: 'S7' } as const
    expect(other.ask(late, working)).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
  })

  it('needs a fresh approval where the one it was sent under was voided since', async () => {
    const story = timedOut()
    await watching(story, { is: promoted })(8)
    const waived = {
      kind: 'accept-unproven',
      runId: story.runId(),
      subject: 'S6',
      statement: 'no probe answers',
    } as const
    story.by('mara-okafor', { type: 'record-decision', ...waived })
    expect(story.ask(count(story), commanding)).toMatchObject({ refusal: { code: 'not-approved' } })
    expect(doNow(story)).toMatchObject({ headline: 'Ask again for S7 and S12', primary: { verb: 'request-approval' } })
    approvedAgain(story)
    expect(doNow(story)).toMatchObject({ primary: { verb: 'count-step', disabledBecause: null } })
    expect(story.ask(count(story), commanding).ok).toBe(true)
  })

  it.each(['in-doubt', 'timeout', 'console-error'])(
    'is watched for as well where nobody knows what became of its command, whatever ended it: %s',
    async (code) => {
      const story = promoting()
      story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
      story.worker({ type: 'fail-step', ...story.attempt('S7'), code, message: 'not observed' })
      expect(await watching(story, { is: promoted })(8)).toEqual(['step.proofJudged S7'])
      const settle = { runId: story.runId(), step: 'S7', statement: 'nothing there' } as const
      const decision = story.ask({ type: 'settle-outcome', ...settle, outcome: 'did-not-happen' }, commanding)
      expect(decision).toMatchObject({ ok: false })
    },
  )

  it('counts only once nothing of it can act any more', () => {
    const story = gone().succeeds('S4').does('S6').starts('S7')
    story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'in-doubt', message: 'not observed' })
    const met = { verdict: 'met' as const, broken: [], readings: [], reason: '' }
    story.worker({ type: 'judge-proof', runId: story.runId(), step: 'S7', ...met })
    const count = { type: 'count-step', runId: story.runId(), step: 'S7' } as const
    expect(story.ask(count, commanding)).toMatchObject({
      refusal: { message: expect.stringMatching(/under way/) as string },
    })
    story.at('02:55:00')
    expect(story.ask(count, commanding)).toMatchObject({ ok: true })
  })

  it('is not watched for where its target said no', async () => {
    const story = promoting()
    const no = { code: 'x', message: 'x', requestId: null, busy: false }
    story.worker({ type: 'refuse-command', ...story.attempt('S7'), command: 0, ...no })
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'refused', message: 'x' })
    expect(await watching(story, { is: promoted })(8)).toEqual([])
  })
})
