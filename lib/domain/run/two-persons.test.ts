import { describe, expect, it } from 'vitest'
import type { IncidentCommand } from './decide/decide'
import type { Decision } from './decide/decision'
import { project } from './project/project'
import { attestationOf, commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approved, declared, approvedAgain, asked, gone, readable, request } from '@/lib/testing/region-failure'
import { proofsRead } from '@/lib/testing/proofs-read'
import { buildApprovalView } from '../view/approval/approval-view'
import { buildConsoleView } from '../view/console/console-view'

const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const intend = (story: IncidentStory, step = 'S7') =>
  story.ask(
    {
      type: 'intend-step',
      runId: story.runId(),
      step,
      kind: 'act',
      before: {},
      ...proofsRead(story, step),
      sendWithinMilliseconds: 5_000,
    },
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
    const story = readable(gone().does('S6'))
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    story.by('mara-okafor', { type: 'attest-step', ...of(story), statement: reason })
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    tenMinutesLost(story).by('mara-okafor', { type: 'retry-step', ...of(story) })
    expect(code(intend(story)), 'asked for again, it is another act').toBe('not-approved')
    approvedAgain(story)
    tenMinutesLost(story)
    expect(code(intend(story)), 'and its loss is looked at once more').toBe('approval.voided')
  })

  it('the way back of a step, after GO: what was approved is void, and the sheet says so', () => {
    const story = gone()
    const waives = {
      type: 'record-decision',
      ...{ runId: story.runId(), subject: 'S6' },
      statement: 'by hand',
    } as const
    story.by('mara-okafor', { ...waives, kind: 'accept-no-undo' })
    expect(story.events.at(-1)).toMatchObject({
      type: 'approval.voided',
      payload: { reason: 'S6 was accepted without a way back' },
    })
    expect(code(intend(story, 'S6'))).toBe('not-approved')
    story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
    const view = buildApprovalView(story.input(), request(story).requestId, story.viewer('ines-duarte'))
    expect(view?.waived).toMatchObject([{ name: 'S6', word: 'no way back by machine', statement: 'by hand' }])
  })

  it('the fence, after GO: what was approved is void, and the sheet says what was waived', () => {
    const story = momentWhen('fence unproven').story
    expect(code(story.ask(acceptS6(story), commanding))).toBe('incident.decisionRecorded,approval.voided')
    story.command(acceptS6(story), commanding)
    expect(code(intend(story))).toBe('not-approved')
    expect(mara(story)).toMatchObject({
      headline: 'Ask again for S7 and S12',
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
    expect(view?.groups[0]?.first.unproven).toEqual({
      after: '10 s',
      by: 'Commander',
      consequence: expect.stringMatching(/orders that us-west-2 never sees/) as string,
    })
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
    expect(view?.waived).toEqual([
      { key: 'gate-P5', name: 'P5', of: 'gate', word: 'passed against its check', statement: reason },
    ])
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

describe('by hand', () => {
  const take = (story: IncidentStory, who: string, step = 'S7') =>
    story.ask({ type: 'take-over-step', ...of(story, step), reason }, person(who))
  const attest = (story: IncidentStory, who: string) =>
    story.ask({ type: 'attest-step', ...of(story), statement: 'Promoted in the console.' }, person(who))
  const confirm = (story: IncidentStory, who: string) =>
    story.ask({ type: 'confirm-step', ...attestationOf(story, 'S7') }, person(who))
  const attested = () => momentWhen('promotion attested').story
  const stop = (story: IncidentStory) => {
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    return story.worker({ type: 'stop-run', runId: story.runId() })
  }

  it('is for whoever holds the duty of the step or commands, and in its order', () => {
    expect(take(gone(), 's-bello', 'S7')).toMatchObject({ refusal: { code: 'no-duty', missing: ['Database'] } })
    expect(take(gone(), 'tomas-varga')).toMatchObject({ refusal: { code: 'not-now', missing: ['S6'] } })
    const fenced = gone().does('S6')
    expect(code(take(fenced, 's-bello'))).toBe('no-duty')
    expect(code(take(fenced, 'ines-duarte')), 'another duty of the rule').toBe('no-duty')
    expect(code(take(fenced, 'tomas-varga'))).toBe('step.takenOver')
    expect(code(take(approved(), 'tomas-varga'))).toBe('not-now')
    fenced.by('mara-okafor', { type: 'pause-run', runId: fenced.runId(), reason })
    expect(take(fenced, 'tomas-varga')).toMatchObject({ refusal: { missing: ['the pause to end'] } })
  })

  it('is attested by whoever took it over; somebody else who may takes it over first', () => {
    const story = gone().does('S6')
    story.by('tomas-varga', { type: 'take-over-step', ...of(story), reason })
    expect(code(attest(story, 's-bello'))).toBe('no-duty')
    expect(code(attest(story, 'mara-okafor'))).toBe('forbidden')
    expect(code(take(story, 'tomas-varga'))).toBe('already-done')
    expect(code(attest(story, 'tomas-varga'))).toBe('step.attested')
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    expect(code(attest(story, 'tomas-varga'))).toBe('forbidden')
    expect(code(attest(story, 'mara-okafor'))).toBe('step.attested')
  })

  it('leaves the one-way step in doubt: neither back nor beyond recall on one word', () => {
    const story = attested()
    expect(story.state.runs[0]).toMatchObject({ pointOfNoReturn: null, forwardOnly: false })
    const view = buildConsoleView(story.input(), story.viewer('mara-okafor'))
    expect(view.checklist.line?.state).toBe('in-doubt')
    stop(story.succeeds('S4'))
    expect(story.ask({ type: 'roll-back-run', runId: story.runId(), reason }, commanding)).toMatchObject({
      refusal: { message: 'Whether S7 took effect is not known. Going back is not safe.' },
    })
  })

  it('crosses the point of no return once a second person of the rule confirms it', () => {
    const story = attested()
    expect(code(confirm(story, 'mara-okafor')), 'who attested').toBe('own-request')
    expect(code(confirm(story, 's-bello'))).toBe('no-duty')
    expect(code(confirm(gone().does('S6'), 'ines-duarte')), 'nobody attested').toBe('not-now')
    expect(mara(story).headline).toBe('Was S7 done by hand?')
    expect(mara(story).refusal).toMatch(/another person confirms/)
    const offered = buildConsoleView(story.input(), story.viewer('ines-duarte')).doNow
    expect(offered.primary).toMatchObject({ verb: 'confirm-step', how: 'hold', disabledBecause: null })
    story.by('ines-duarte', { type: 'confirm-step', ...attestationOf(story, 'S7') })
    expect(story.state.runs[0]).toMatchObject({ forwardOnly: true, pointOfNoReturn: { step: 'S7' } })
    expect(code(confirm(story, 'tomas-varga'))).toBe('already-done')
  })

  it('takes the approved loss from no act that is sent after all', () => {
    const story = attested()
    story.by('ines-duarte', { type: 'confirm-step', ...attestationOf(story, 'S7') })
    story.by('mara-okafor', { type: 'take-over-step', ...of(story), reason })
    story.by('mara-okafor', { type: 'retry-step', ...of(story) })
    expect(code(intend(tenMinutesLost(approvedAgain(story))))).toBe('approval.voided')
  })

  it('crosses it without a second word where readings prove it', () => {
    const story = attested().starts('S7').succeeds('S7')
    expect(story.state.runs[0]?.pointOfNoReturn).toMatchObject({ step: 'S7' })
  })
})

describe('the way back', () => {
  const undo = (story: IncidentStory, step = 'S6') =>
    story.ask(
      { type: 'intend-step', runId: story.runId(), step, kind: 'undo', before: {}, sendWithinMilliseconds: 5_000 },
      working,
    )
  const back = (story: IncidentStory) => ({ type: 'roll-back-run', runId: story.runId(), reason }) as const
  const stopped = () => {
    const story = gone().succeeds('S4').at('02:47:20').does('S6')
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    return story.worker({ type: 'stop-run', runId: story.runId() })
  }

  it('rests on the consent that covered it, without another wait', () => {
    const story = stopped()
    expect(code(story.ask(back(story), commanding))).toBe('run.rollbackRequested')
    expect(code(undo(story.command(back(story), commanding)))).toBe('step.intended')
    expect(code(undo(story.at('03:02:00')))).toBe('step.intended')
  })

  it('asks one other person where that is as old as it is good for, and again where their consent is', () => {
    const story = stopped().at('23:59:00')
    const asks = 'What was approved is 21 h old and good for 15 min'
    expect(mara(story).detail).toContain(`${asks}, so one of `)
    expect(code(story.ask(back(story), commanding))).toBe('run.rollbackRequested,approval.requested')
    story.command(back(story), commanding)
    expect(code(undo(story))).toBe('not-approved')
    expect(mara(story)).toMatchObject({ headline: 'Undoing S6 waits for one approval' })
    expect(mara(story).detail).toContain(`${asks}. One of `)
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    expect(code(undo(story))).toBe('step.intended')
  })

  it('asks again where going back stands still for as long as what was approved for it is good for', () => {
    const story = stopped().grants('tomas-varga', [])
    story.command(back(story), commanding).by('kenji-sato', { type: 'give-approval', ...request(story) })
    expect(code(undo(story.at('03:02:00')))).toBe('step.intended')
    expect(code(undo(story.at('03:30:00')))).toBe('not-approved')
    const sheet = buildApprovalView(story.input(), request(story).requestId, story.viewer('kenji-sato'))
    expect(sheet?.follows.next).toMatch(/^It was approved too long ago/)
    expect(mara(story).primary).toMatchObject({ verb: 'request-approval', disabledBecause: null })
    story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    expect(code(undo(story))).toBe('step.intended')
  })

  it('asks one other person where that no longer stands, and nothing destructive is undone before', () => {
    const story = stopped().grants('tomas-varga', [])
    expect(code(story.ask(back(story), commanding))).toBe('run.rollbackRequested,approval.requested')
    story.command(back(story), commanding)
    const asked = story.state.requests[request(story).requestId]
    expect(asked).toMatchObject({ persons: 1, content: { undo: true, steps: [{ step: 'S6' }] } })
    expect(code(undo(story))).toBe('not-approved')
    expect(mara(story).headline).toBe('Undoing S6 waits for one approval')
    const give = { type: 'give-approval', ...request(story) } as const
    const both = story.copy().grants('mara-okafor', ['commander', 'approver'])
    expect(code(both.ask(give, person('mara-okafor'))), 'who asked').toBe('own-request')
    expect(code(story.ask(give, person('s-bello')))).toBe('forbidden')
    expect(buildConsoleView(story.input(), story.viewer('ines-duarte')).doNow.headline).toBe(
      'Your approval is asked for: undo S6',
    )
    story.by('ines-duarte', give)
    expect(code(undo(story))).toBe('step.intended')
  })

  it('is asked for again where the question has run out', () => {
    const story = stopped().grants('tomas-varga', [])
    story.command(back(story), commanding).at('04:00:00')
    expect(mara(story).primary).toMatchObject({ verb: 'request-approval', disabledBecause: null })
    story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    expect(code(undo(story))).toBe('step.intended')
  })

  it('still rests on it when an undo has failed and is asked for again, or another is left as it is', () => {
    const story = stopped().command(back(stopped()), commanding)
    const undoFails = () => {
      expect(code(undo(story))).toBe('step.intended')
      story.command(
        { type: 'intend-step', ...of(story, 'S6'), kind: 'undo', before: {}, sendWithinMilliseconds: 5_000 },
        working,
      )
      const attempt = story.state.runs[0]?.steps['S6']?.attempts.length ?? 0
      story.worker({ type: 'fail-undo', ...of(story, 'S6'), attempt, code: 'deadline', message: 'no answer' })
    }
    undoFails()
    expect(code(story.ask({ type: 'retry-step', ...of(story, 'S6') }, commanding))).toBe('step.retryRequested')
    story.by('mara-okafor', { type: 'retry-step', ...of(story, 'S6') })
    undoFails()
    const skip = { type: 'skip-step', ...of(story, 'S6'), reason } as const
    expect(code(story.ask(skip, commanding)), 'what was sent may act').toBe('not-now')
    expect(code(story.at('02:58:30').ask(skip, commanding))).toBe('step.skipped')
  })

  it('of what nobody was asked about asks nobody', () => {
    const story = momentWhen('rolling back').story
    expect(code(undo(story, 'S4'))).toBe('step.intended')
  })
})

describe('GO and what was consented to, after a stop', () => {
  const stopped = (story: IncidentStory) => {
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    return story.worker({ type: 'stop-run', runId: story.runId() })
  }
  const resumed = (story: IncidentStory) => story.by('mara-okafor', { type: 'resume-run', runId: story.runId() })

  it('is given anew: nothing of it is sent on the GO of before', () => {
    const story = stopped(gone().succeeds('S4').does('S6'))
    expect(mara(story).detail).toContain('Resumed, it waits for GO again.')
    resumed(story)
    expect(story.state.runs[0]).toMatchObject({ go: null, status: 'arming' })
    expect(code(intend(story))).toBe('not-now')
    expect(mara(story).headline).toBe('Everything stands. Give GO')
    story.by('mara-okafor', { type: 'give-go', runId: story.runId() })
    expect(code(intend(story)), 'on consents that are young enough').toBe('step.intended')
  })

  it('asks two people again where their consents have run out meanwhile', () => {
    const story = readable(resumed(stopped(gone().succeeds('S4').does('S6')).at('23:59:00')))
    expect(story.ask(go(story), commanding)).toMatchObject({ refusal: { missing: ['A1: the approval expired'] } })
    expect(mara(story).headline).toBe('Ask again for approval of S7 and S12')
  })

  it('goes on past the point of no return without GO, and on consents no older than they say', () => {
    const forward = () => resumed(momentWhen('forward only').story.at('02:49:00')).does('S10').does('S11')
    expect(forward().state.runs[0]?.go).not.toBeNull()
    expect(code(intend(forward(), 'S12'))).toBe('step.intended')
    const late = forward().at('03:30:00')
    expect(code(intend(late, 'S12'))).toBe('not-approved')
    approvedAgain(late)
    expect(code(intend(late, 'S12'))).toBe('step.intended')
  })

  const paused = (story: IncidentStory) => story.by('mara-okafor', { type: 'pause-run', runId: story.runId(), reason })

  it('is given anew after a pause that outlived the consents, on new ones; a shorter pause changes nothing', () => {
    const short = resumed(paused(gone().succeeds('S4').does('S6')).at('02:58:00'))
    expect(code(intend(readable(short)))).toBe('step.intended')
    const story = readable(resumed(paused(gone().succeeds('S4').does('S6')).at('23:59:00')))
    expect(story.state.runs[0]).toMatchObject({ go: null, status: 'arming', paused: null })
    expect(code(intend(story))).toBe('not-now')
    expect(story.ask(go(story), commanding)).toMatchObject({ refusal: { missing: ['A1: the approval expired'] } })
  })

  it('asks two people again past the point of no return, after such a pause', () => {
    const forward = () => resumed(momentWhen('forward only').story.at('02:49:00')).does('S10').does('S11')
    const late = resumed(paused(forward()).at('23:59:00'))
    expect(late.state.runs[0]?.go).not.toBeNull()
    expect(code(intend(late, 'S12'))).toBe('not-approved')
  })

  it('folds a resumption from before GO was asked for anew as it was', () => {
    const story = stopped(gone().succeeds('S4').does('S6'))
    story.tell([{ type: 'run.resumed', payload: { runId: story.runId() } }], commanding)
    expect(story.state.runs[0]).toMatchObject({ status: 'going', go: { at: '2026-11-19T02:47:02.000Z' } })
  })
})

describe('a check that the plan asks again before the one-way step', () => {
  const ahead = { lastAt: '2026-11-19T02:51:10.000Z', sequence: 1, ratePerSecond: 1_329, orders: 1 }
  const judge = (story: IncidentStory, gate: string, verdict: 'met' | 'unmet' | 'unknown') =>
    story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict, readings: [], reason: 'read again' })

  it('bars it when it turned after GO, until it holds or two people approve going on against it', () => {
    const story = judge(gone().succeeds('S4').does('S6'), 'P5', 'unmet')
    expect(intend(story)).toMatchObject({ refusal: { code: 'gate-bars', missing: [expect.stringMatching(/^P5 /)] } })
    expect(mara(story)).toMatchObject({
      headline: expect.stringMatching(/^S7 waits\. Decide P5/) as string,
      primary: { input: { kind: 'override-gate' } },
    })
    expect(code(intend(judge(story.copy(), 'P5', 'met')))).toBe('step.intended')
    const subject = 'region-failover/P5'
    story.by('mara-okafor', { type: 'record-decision', runId: null, kind: 'override-gate', subject, statement: reason })
    expect(code(intend(story))).toBe('not-approved')
    expect(code(intend(approvedAgain(story)))).toBe('step.intended')
  })

  it('bars it for damage that shows late, and nothing for a check that only GO asks', () => {
    expect(code(intend(judge(gone().does('S6'), 'P3', 'unmet')))).toBe('gate-bars')
    expect(code(intend(judge(gone().does('S6'), 'P2', 'unmet')))).toBe('step.intended')
  })

  it.each<[string, (story: IncidentStory) => unknown, string]>([
    ['a check', (story) => judge(story, 'P3', 'unmet'), 'gate-bars'],
    ['the approved loss', (story) => story.reads('witness', ahead), 'approval.voided'],
  ])('bars by %s what two people approved anew after a doubt', (_, worse, outcome) => {
    const story = gone().succeeds('S4').does('S6').starts('S7')
    story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'in-doubt', message: 'not observed' })
    story.at('02:53:00').by('mara-okafor', { type: 'retry-step', ...of(story) })
    readable(approvedAgain(readable(story)))
    expect(code(intend(story.copy()))).toBe('step.intended')
    worse(story)
    expect(code(intend(story))).toBe(outcome)
  })

  it('is not asked of a try behind one that may have been sent: its own failover is no other', () => {
    const story = gone().succeeds('S4').does('S6').starts('S7')
    story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'seen absent' })
    expect(code(intend(judge(story, 'P5', 'unmet')))).toBe('step.intended')
  })
})

describe('the role of a commander without the command', () => {
  const cameLate = () => {
    const story = gone().succeeds('S4').does('S6').starts('S7').accepts('S7')
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'late' })
    return story.worker({ type: 'judge-proof', ...of(story), verdict: 'met', broken: [], readings: [], reason: '' })
  }
  const other = (story: IncidentStory) => story.grants('s-bello', ['commander'])
  const of7 = { step: 'S7', reason }
  it.each<[string, () => IncidentStory, (runId: string) => object]>([
    ['arming', declared, () => ({ type: 'start-run', runbook: 'region-failover' })],
    ['GO', approved, (runId) => ({ type: 'give-go', runId })],
    ['a request', () => momentWhen('arming').story, (runId) => ({ type: 'request-approval', runId, rule: 'A1' })],
    ['a retry', () => momentWhen('step failed').story, (runId) => ({ type: 'retry-step', runId, step: 'S4' })],
    ['counting what came late', cameLate, (runId) => ({ type: 'count-step', runId, step: 'S7' })],
    ['a skip', () => momentWhen('step failed').story, (runId) => ({ type: 'skip-step', runId, ...of7, step: 'S4' })],
    ['the way back', () => momentWhen('stopped').story, (runId) => ({ type: 'roll-back-run', runId, reason })],
    ['going on', () => momentWhen('stopped').story, (runId) => ({ type: 'resume-run', runId })],
    ['the end', () => momentWhen('declared').story, () => ({ type: 'close-incident', reason })],
    ['a duty', () => momentWhen('declared').story, () => ({ type: 'assign-duty', duty: 'network', person: null })],
  ])('does not give %s, until it has taken command on the record', (_, tell, command) => {
    const story = other(tell())
    const asked = command(story.runId()) as IncidentCommand
    expect(story.ask(asked, person('s-bello'))).toMatchObject({ refusal: { code: 'no-duty', missing: ['Commander'] } })
    const view = buildConsoleView(story.input(), story.viewer('s-bello')).doNow
    expect([view.primary, ...view.others].map((action) => action?.label)).toContain('Take over the command')
    story.by('s-bello', { type: 'assign-duty', duty: 'commander', person: 's-bello' })
    expect(story.ask(asked, person('s-bello')).ok).toBe(true)
    expect(story.ask(asked, commanding)).toMatchObject({ refusal: { code: 'no-duty' } })
  })

  it('arms while nobody commands: all of it can be undone', () => {
    const story = other(declared()).by('mara-okafor', { type: 'assign-duty', duty: 'commander', person: null })
    expect(story.ask({ type: 'start-run', runbook: 'region-failover' }, person('s-bello')).ok).toBe(true)
  })

  it('stops and pauses all the same', () => {
    const story = other(momentWhen('going').story)
    const runId = story.runId()
    expect(story.ask({ type: 'pause-run', runId, reason }, person('s-bello')).ok).toBe(true)
    expect(story.ask({ type: 'abort-run', runId, reason }, person('s-bello')).ok).toBe(true)
  })
})

describe('consent given with an account that is no longer as it was', () => {
  it('does not count, at GO and at the act', () => {
    const renewed = (who: string, through?: { account: string }) =>
      through?.account === 'tomas-varga' ? [] : gone().rolesOf(who)
    expect(code(approved().ask(go(approved()), commanding, { rolesOf: renewed }))).toBe('not-approved')
    const story = gone()
    const act = { type: 'intend-step', ...of(story, 'S6'), kind: 'act', before: {} } as const
    const decision = story.ask({ ...act, sendWithinMilliseconds: 1 }, working, { rolesOf: renewed })
    expect(code(decision)).toBe('not-approved')
  })
})
