import { describe, expect, it } from 'vitest'
import type { IncidentCommand } from './decide/decide'
import type { Decision } from './decide/decision'
import { project } from './project/project'
import { commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approved, approvedAgain, asked, gone, request } from '@/lib/testing/region-failure'
import { buildApprovalView } from '../view/approval/approval-view'
import { buildConsoleView } from '../view/console/console-view'

const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const intend = (story: IncidentStory, step = 'S7') =>
  story.ask(
    { type: 'intend-step', runId: story.runId(), step, kind: 'act', before: {}, sendWithinMilliseconds: 5_000 },
    working,
  )
const of = (story: IncidentStory, step = 'S7') => ({ runId: story.runId(), step })
const reason = 'one person alone'
const go = (story: IncidentStory): IncidentCommand => ({ type: 'give-go', runId: story.runId() })
const acceptS6 = (story: IncidentStory) =>
  ({
    type: 'record-decision',
    runId: story.runId(),
    kind: 'accept-unproven',
    subject: 'S6',
    statement: 'The region is dark.',
  }) as const
const tenMinutesLost = (story: IncidentStory) =>
  story.reads('witness', { lastAt: '2026-11-19T02:51:10.000Z', sequence: 1, ratePerSecond: 1_329, orders: 1 })
const mara = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer('mara-okafor')).doNow

describe('what nobody waives alone', () => {
  it('the loss that two approved, by saying that the promotion was done and taking it back', () => {
    const story = tenMinutesLost(gone().does('S6'))
    expect(code(intend(story.copy())), 'as it is').toBe('approval.voided')
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    story.by('mara-okafor', { type: 'attest-step', ...of(story), statement: reason })
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    story.by('mara-okafor', { type: 'retry-step', ...of(story) })
    expect(code(intend(story)), 'asked for again, it is another act').toBe('not-approved')
    approvedAgain(story)
    tenMinutesLost(story)
    expect(code(intend(story)), 'and its loss is looked at once more').toBe('approval.voided')
  })

  it('the fence, after GO: what was approved is void, and the sheet says what was waived', () => {
    const story = momentWhen('fence unproven').story
    expect(code(story.ask(acceptS6(story), commanding))).toBe('incident.decisionRecorded,approval.voided')
    story.command(acceptS6(story), commanding)
    expect(code(intend(story))).toBe('not-approved')
    expect(mara(story)).toMatchObject({
      headline: 'Ask again for S7',
      detail: expect.stringContaining('S6 was accepted as unproven') as string,
      primary: { verb: 'request-approval', disabledBecause: null },
    })
    story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
    const view = buildApprovalView(story.input(), request(story).requestId, story.viewer('ines-duarte'))
    expect(view?.unprovenAccepted).toEqual([{ step: 'S6', statement: 'The region is dark.' }])
    for (const one of ['tomas-varga', 'ines-duarte']) story.by(one, { type: 'give-approval', ...request(story) })
    expect(code(intend(story))).toBe('step.intended')
  })

  it('the fence, in what two people read: that it may be waived, by whom and at what risk', () => {
    const story = asked()
    const covered = story.state.requests[request(story).requestId]?.content.steps[0]
    expect(covered?.unproven).toMatchObject({ acceptedBy: 'commander', afterMilliseconds: 10_000 })
    const view = buildApprovalView(story.input(), request(story).requestId, story.viewer('ines-duarte'))
    expect(view?.groups[0]?.first.unproven).toMatch(/orders that us-west-2 never sees/)
  })

  it('the fence in advance: it is approved with the rest, and then costs nothing more', () => {
    const story = asked().command(acceptS6(asked()), commanding)
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    approvedAgain(story).command(go(story), commanding).starts('S6').accepts('S6')
    story.worker({ type: 'unprove-step', ...story.attempt('S6'), readings: [] })
    expect(code(intend(story))).toBe('step.intended')
  })

  it('a step that a covered one rests on, before GO and after it', () => {
    const skip = (story: IncidentStory) => story.ask({ type: 'skip-step', ...of(story, 'S4'), reason }, commanding)
    const before = approved()
    before.worker({ type: 'fail-step', ...before.attempt('S4'), code: 'timeout', message: 'late' })
    expect(code(before.ask(go(before), commanding))).toBe('run.goGiven')
    expect(code(skip(before))).toBe('step.skipped')
    before.by('mara-okafor', { type: 'skip-step', ...of(before, 'S4'), reason })
    expect(before.ask(go(before), commanding)).toMatchObject({
      refusal: { code: 'not-approved', missing: ['A1: what was approved has changed'] },
    })
    const after = gone()
    after.worker({ type: 'fail-step', ...after.attempt('S4'), code: 'timeout', message: 'late' })
    expect(code(skip(after))).toBe('step.skipped,approval.voided')
  })

  it('a check that turned after two people had approved', () => {
    const story = approved()
    const judge = { type: 'judge-gate', runbook: 'region-failover', gate: 'P5', verdict: 'unmet' } as const
    story.worker({ ...judge, readings: [], reason: 'another failover is running' })
    const subject = 'region-failover/P5'
    story.by('mara-okafor', { type: 'record-decision', runId: null, kind: 'override-gate', subject, statement: reason })
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
    const view = buildApprovalView(story.input(), request(story).requestId, story.viewer('ines-duarte'))
    expect(view?.waived).toEqual([{ key: 'gate-P5', name: 'P5', word: 'passed against its check', statement: reason }])
    // The check heals: the word stands on the record, and nobody is asked again for good news.
    for (const one of ['tomas-varga', 'ines-duarte']) story.by(one, { type: 'give-approval', ...request(story) })
    story.worker({ ...judge, verdict: 'met', readings: [], reason: 'none is running' })
    expect(code(story.ask(go(story), commanding))).toBe('run.goGiven')
  })
})

describe('an approval from before it named what may be waived', () => {
  it('still folds, and is asked for again before the act', () => {
    const story = approved()
    const events = story.events.map((event) => {
      if (event.type !== 'approval.requested') return event
      const steps = event.payload.content.steps.map(({ unproven: _, ...step }) => step)
      return { ...event, payload: { ...event.payload, loss: undefined, content: { ...event.payload.content, steps } } }
    })
    const old = Object.assign(story.copy(), { state: project(null, events) })
    expect(code(old.ask(go(old), commanding))).toBe('not-approved')
    expect(code(old.ask({ type: 'request-approval', runId: old.runId(), rule: 'A1' }, person('mara-okafor')))).toBe(
      'approval.voided,approval.requested',
    )
  })
})
