import { describe, expect, it } from 'vitest'
import { commanding, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { gone } from '@/lib/testing/region-failure'
import { buildConsoleView } from '../view/console/console-view'
import { stepActions } from '../view/console/run-actions'
import type { Decision } from './decide/decision'
import { mayStillAgainst } from './may-still-act'
import { runbookOf } from './resolve-step'
import { currentRun } from './state'

const reason = 'it does not answer'
const said = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.message
const of = (story: IncidentStory, step: string) => ({ runId: story.runId(), step })
const settle = (story: IncidentStory) =>
  story.ask({ type: 'settle-outcome', ...of(story, 'S7'), outcome: 'did-not-happen', statement: reason }, commanding)
const abandon = (story: IncidentStory) => story.ask({ type: 'abandon-run', runId: story.runId(), reason }, commanding)
const skip = (story: IncidentStory, step: string) =>
  story.ask({ type: 'skip-step', ...of(story, step), reason }, commanding)
const takesOver = (story: IncidentStory, step: string) =>
  story.by('mara-okafor', { type: 'take-over-step', ...of(story, step), reason })
const undo = (story: IncidentStory, step: string) =>
  story.ask(
    { type: 'intend-step', ...of(story, step), kind: 'undo', before: {}, sendWithinMilliseconds: 5_000 },
    working,
  )

/** S7 has left at 02:47:02 and nobody heard of it: something of it may act until 02:47:11. */
function sent(): IncidentStory {
  const story = gone().succeeds('S4').does('S6').starts('S7')
  return story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
}

const ends: [string, (story: IncidentStory) => IncidentStory][] = [
  ['taken over', (story) => takesOver(story, 'S7')],
  [
    'ended by the console’s own error',
    (story) => story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'console-error', message: 'x' }),
  ],
  ['let go of', (story) => story.worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'not known' })],
]

describe('what was sent and may still act', () => {
  it.each(ends)('bars everything that rests on its standing still, although its attempt was %s', (_, end) => {
    const story = end(sent())
    expect(said(settle(story))).toMatch(/S7 is under way: what was sent may act until 02:47:11/)
    expect(said(abandon(story))).toMatch(/may act until/)
    story.at('02:47:12')
    expect(said(settle(story))).toBe('step.outcomeProposed')
    expect(said(abandon(story))).toBe('run.abandonProposed')
  })

  it('bars it although a later attempt was refused', () => {
    const story = takesOver(sent(), 'S7')
    story.by('mara-okafor', { type: 'retry-step', ...of(story, 'S7') })
    expect(said(settle(story))).toMatch(/may act until/)
  })

  it('bars giving up the run, and skipping, whichever step it is of', () => {
    const story = takesOver(momentWhen('arming').story.starts('S4'), 'S4')
    expect(said(abandon(story))).toMatch(/S4 is under way/)
    expect(said(skip(story, 'S4'))).toMatch(/S4 is under way/)
    const run = currentRun(story.state)
    const runbook = runbookOf(story.plan, 'region-failover')
    const step = runbook.steps.find(({ id }) => id === 'S4')
    if (step === undefined) throw new Error('S4 is in the plan')
    const button = stepActions(story.input(), run, runbook, step, story.viewer('mara-okafor'))
    expect(button.find(({ verb }) => verb === 'skip-step')?.disabledBecause).toMatch(/S4 is under way/)
    expect(said(skip(story.at('02:46:00'), 'S4'))).toBe('step.skipped')
  })

  it('bars going back from a one-way step that was let go of, which is offered to nobody', () => {
    const story = sent()
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'not seen' })
    story.worker({ type: 'stop-run', runId: story.runId() })
    const back = { type: 'roll-back-run', runId: story.runId(), reason } as const
    expect(said(story.ask(back, commanding))).toMatch(/S7 is under way: what was sent may act until 02:47:11/)
    const { doNow, runActions } = buildConsoleView(story.input(), story.viewer('mara-okafor'))
    const offered = [doNow.primary, ...doNow.others, ...runActions].map((one) => one?.verb)
    expect(offered).not.toContain('roll-back-run')
    expect(said(story.at('02:47:12').ask(back, commanding))).toMatch(/Whether S7 took effect is not known/)
  })

  it('bars undoing it, and what it rests on, until it is quiet', () => {
    const story = takesOver(momentWhen('arming').story.starts('S4'), 'S4')
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    story.worker({ type: 'stop-run', runId: story.runId() })
    story.by('mara-okafor', { type: 'roll-back-run', runId: story.runId(), reason })
    expect(said(undo(story, 'S4'))).toMatch(/S4 is under way/)
    expect(said(undo(story.at('02:46:00'), 'S4'))).toBe('step.intended')
  })

  it('does not bar what an undo left that was given up, once that is quiet; until then the run does not end', () => {
    const story = momentWhen('undo running').story
    story.worker({ type: 'fail-undo', ...story.attempt('S4'), code: 'console-error', message: 'x' })
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    const stop = { type: 'stop-run', runId: story.runId() } as const
    expect(said(story.ask(stop, working))).toMatch(/S4 is under way/)
    expect(said(story.at('02:46:00').ask(stop, working))).toBe('run.rollbackStopped')
  })

  it('is nothing that was answered, or seen, or certainly never left', () => {
    const accepted = takesOver(momentWhen('arming').story.starts('S4').accepts('S4'), 'S4')
    expect(said(skip(accepted, 'S4'))).toBe('step.skipped')
    const held = momentWhen('arming').story.starts('S4')
    for (const command of [0, 1])
      held.worker({
        type: 'observe-command',
        ...held.attempt('S4'),
        command,
        effect: 'absent',
        facts: {},
        outputs: {},
        detail: 'not sent',
        final: true,
      })
    expect(said(skip(takesOver(held, 'S4'), 'S4'))).toBe('step.skipped')
  })
})

describe('undoing what another step rests on', () => {
  it('waits until nothing of that step can arrive any more', () => {
    const story = takesOver(sent(), 'S7')
    const { state, plan } = story
    const run = currentRun(state)
    if (run === null) throw new Error('a run is told')
    const runbook = runbookOf(plan, run.runbook)
    const fence = runbook.steps.find(({ id }) => id === 'S6')
    if (fence === undefined) throw new Error('the sample has a fence')
    expect(mayStillAgainst(run, runbook, fence, '2026-11-19T02:47:05.000Z')?.message).toMatch(/^S7 is under way/)
    expect(mayStillAgainst(run, runbook, fence, '2026-11-19T02:58:00.000Z')).toBeNull()
  })
})

describe('a run that takes the place of another', () => {
  it('waits until nothing of that one can arrive any more, also of a step that somebody took over', () => {
    const { story } = momentWhen('relapsed')
    const arm = { type: 'start-run', runbook: 'region-failover' } as const
    expect(said(story.ask(arm, commanding))).toMatch(/run\.started$/)
    const until = new Date(Date.parse(story.now()) + 5_000).toISOString()
    const state = structuredClone(story.state)
    const [attempt] = state.runs[0]?.steps['S7']?.attempts ?? []
    const [command] = attempt?.commands ?? []
    if (attempt === undefined || command === undefined) throw new Error('S7 was sent')
    attempt.quietAt = until
    Object.assign(command, { status: 'in-doubt', maybeSent: true, unsettled: true })
    const left = story.copy()
    left.state = state
    expect(said(left.ask(arm, commanding))).toMatch(/^S7 is under way/)
  })
})
