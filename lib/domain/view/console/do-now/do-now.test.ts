import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console-view'

const mara = 'mara-okafor'
const tomas = 'tomas-varga'
const bello = 's-bello'
const seen = (story: IncidentStory, person: string) => buildConsoleView(story.input(), story.viewer(person)).doNow

describe('do now, through the whole story', () => {
  it.each<[string, () => IncidentStory, string, string | undefined]>([
    ['proposed', night.proposed, 'Declare the incident', undefined],
    ['declared', night.declared, 'Arm region failover', 'Arm: prepare us-west-2'],
    ['armed, gates shut', night.armed, 'Attest P1: PagerDuty incident acknowledged, commander assigned', 'Attest P1'],
    ['gates open', night.gatesOpen, 'Ask for approval of S6, S7 and S12', 'Ask for approval of S6, S7 and S12'],
    ['asked', night.asked, 'Waiting for 2 approvals', undefined],
    ['one approval', night.approvedOnce, 'Get 1 more approval', undefined],
    [
      'approved',
      night.approved,
      'Everything stands. Give GO',
      'Give GO: promote us-west-2, losing about 0.70 s, about 930 orders',
    ],
    ['promoting', night.promoting, 'Nothing to press: S7 is running', undefined],
    ['first success', night.recovered, 'T0 answers again', undefined],
    ['proven', night.proven, 'T0 is back', undefined],
  ])('%s: the commander sees "%s"', (_, tell, headline, button) => {
    const view = seen(tell(), mara)
    expect(view.headline).toBe(headline)
    expect(view.primary?.label).toBe(button)
    expect(view.refusal).toBeNull()
  })

  it('names what is due right after GO, not what waits for it', () => {
    expect(seen(night.gone(), mara).detail).toContain('Then S6, by itself')
    expect(seen(night.gone().succeeds('S4'), mara).detail).toMatch(/^S6 /)
  })

  it('leads to the declaration and offers to arm meanwhile', () => {
    const view = seen(night.proposed(), mara)
    expect(view.link?.href).toBe('/incidents/i-2041/declare')
    expect(view.others.map(({ label }) => label)).toEqual(['Arm meanwhile'])
  })

  it('offers to go on against a reading last, when everything else stands', () => {
    const unready = (story: IncidentStory) =>
      story.worker({
        type: 'judge-gate',
        runbook: 'region-failover',
        gate: 'P5',
        verdict: 'unmet',
        readings: [],
        reason: 'nodes: no (read: false)',
      })
    expect(seen(unready(night.gatesOpen()), mara).headline).toBe('Ask for approval of S6, S7 and S12')
    expect(seen(unready(night.approved()), mara)).toMatchObject({
      headline: 'Decide P5: us-west-2 is ready to take over',
      detail: 'Nodes: no (read: false).',
      primary: { label: 'Go on against P5', input: { kind: 'override-gate', subject: 'region-failover/P5' } },
    })
    expect(seen(unready(night.approved()), bello).primary).toBeNull()
  })

  it('asks an approver for what only they can give, then tells who else is waited for', () => {
    expect(seen(night.asked(), tomas).link?.href).toBe('/approvals/i-2041-R1-A1-1')
    const after = seen(night.approvedOnce(), tomas)
    expect(after.link).toBeNull()
    expect(after.headline).toBe('Get 1 more approval')
  })

  it('never asks the requester or somebody without the duty', () => {
    expect(seen(night.asked(), mara).link).toBeNull()
    expect(seen(night.asked(), bello).link).toBeNull()
  })

  it.each<[string, () => IncidentStory]>([
    ['declared', night.declared],
    ['gates open', night.gatesOpen],
    ['approved', night.approved],
  ])('%s: says who may instead of drawing a button that refuses', (_, tell) => {
    const view = seen(tell(), bello)
    expect(view.primary).toBeNull()
    expect(view.others).toEqual([])
    expect(view.refusal).toBe('Mara Okafor may do this.')
  })

  it('holds GO, with what will happen in the words of the plan', () => {
    expect(seen(night.approved(), mara).primary).toMatchObject({
      how: 'hold',
      verb: 'give-go',
      holding: 'promote us-west-2',
    })
  })

  it('asks for a commander before anything else', () => {
    const story = night.proposed()
    story.by(mara, { type: 'assign-duty', duty: 'commander', person: null })
    expect(seen(story, mara)).toMatchObject({
      headline: 'Take command',
      primary: { verb: 'assign-duty', input: { person: mara } },
    })
    expect(seen(story, tomas).refusal).toBe('Mara Okafor may do this.')
  })

  it('asks for enough approvers before arming', () => {
    const story = night.declared()
    for (const duty of ['database', 'platform']) story.by(mara, { type: 'assign-duty', duty, person: null })
    expect(seen(story, mara).headline).toBe('Assign Database and Platform')
  })
})

describe('do now, when something is in the way', () => {
  it('wants an unknown loss accepted before approval is asked', () => {
    const story = night.gatesOpen().cannotRead('witness', 'connection refused')
    const view = seen(story, mara)
    expect(view).toMatchObject({ headline: 'The loss is UNKNOWN: accept it or wait', danger: true })
    expect(view.detail).toContain('connection refused')
    expect(view.primary?.input).toMatchObject({ kind: 'accept-unknown-loss', runId: 'i-2041-R1' })
    story.by(mara, {
      type: 'record-decision',
      runId: story.runId(),
      kind: 'accept-unknown-loss',
      subject: null,
      statement: 'Both ends are dark.',
    })
    expect(seen(story, mara).headline).toBe('Ask for approval of S6, S7 and S12')
  })

  it('asks again when what was asked for has changed', () => {
    const story = night.asked()
    story.by(mara, {
      type: 'record-decision',
      runId: story.runId(),
      kind: 'accept-unproven',
      subject: 'S6',
      statement: 'The region is dark.',
    })
    expect(seen(story, mara).headline).toBe('Ask again for approval of S6, S7 and S12')
  })

  it('asks again when the request has expired', () => {
    const story = night.asked().at('03:01:06')
    night.readable(story)
    expect(seen(story, mara)).toMatchObject({ headline: 'Ask again for approval of S6, S7 and S12' })
  })

  it('has a loss above what was approved accepted on the record, and approval asked for again', () => {
    const story = night.approved()
    story.reads('west-heartbeat', {
      writtenAt: '2026-11-19T02:41:05.000Z',
      sequence: 1,
      region: 'us-west-2',
      inRecovery: true,
    })
    const view = seen(story, mara)
    expect(view).toMatchObject({ headline: 'The loss is above 1.50 s: accept more or wait', danger: true })
    expect(view.primary).toMatchObject({
      label: 'Accept a loss up to 2.50 s',
      input: { kind: 'accept-loss', subject: '2500' },
    })
    expect(seen(story, tomas).primary).toBeNull()
    const decision = { type: 'record-decision', runId: story.runId(), kind: 'accept-loss', subject: '2500' } as const
    story.by(mara, { ...decision, statement: 'It is lost whatever we do.' })
    expect(seen(story, mara)).toMatchObject({ headline: 'Ask again for approval of S6, S7 and S12' })
  })

  it('leads back through a larger acceptance when the loss has grown since GO', () => {
    const story = night.gone().does('S6')
    // Cut off, not dead: writes go on being acknowledged in us-east-1.
    story.reads('witness', { lastAt: story.now(), sequence: 1, ratePerSecond: 1_329, orders: 1 })
    expect(seen(story, mara).headline).toMatch(/^Nothing to press/)
    story.starts('S7')
    const view = seen(story, mara)
    expect(view).toMatchObject({ headline: 'The loss is above 1.50 s: accept more or wait', row: 'step:S7' })
    expect(view.detail).toMatch(/and more while us-east-1 takes writes. S7 needs/)
    const { primary } = view
    // Room for two people to read and for the fence: 356 s now, three minutes on top, to the whole minute.
    expect(primary).toMatchObject({ label: 'Accept a loss up to 9 min', input: { subject: '540000' } })
    const decision = { type: 'record-decision', runId: story.runId(), kind: 'accept-loss', subject: '540000' } as const
    story.by(mara, { ...decision, statement: 'Orders are lost either way.' })
    expect(seen(story, mara).headline).toBe('Ask again for S7 and S12')
    expect(buildConsoleView(story.input(), story.viewer(mara)).loss).toMatchObject({ kind: 'now', bound: '9 min' })
  })

  it('shows a refusal with its reason and goes on', () => {
    const story = night
      .asked()
      .by(tomas, { type: 'refuse-approval', requestId: 'i-2041-R1-A1-1', reason: 'Wrong cluster.' })
    expect(seen(night.readable(story), mara).detail).toContain('Tomás Varga refused: Wrong cluster.')
  })

  it('offers retry, take over and skip for a failed step, and says what to do', () => {
    const story = night.gone().starts('S6').accepts('S6').at('02:47:20')
    story.worker({ type: 'fail-step', ...story.attempt('S6'), code: 'timeout', message: 'No answer within 30 s.' })
    const view = seen(story, mara)
    expect(view).toMatchObject({
      headline: 'S6 failed: retry, take over or skip',
      danger: true,
      primary: { verb: 'retry-step' },
    })
    expect(view.others.map(({ verb }) => verb)).toEqual(['take-over-step', 'skip-step'])
    expect(view.detail).toMatch(/^No answer within 30 s\. [A-Z]/)
    expect(seen(story, bello).refusal).toBe('Mara Okafor may do this.')
  })

  it('has an unproven fence accepted by the duty the plan names, in words', () => {
    const story = night.gone().starts('S6').accepts('S6').at('02:47:13')
    story.worker({ type: 'unprove-step', ...story.attempt('S6'), readings: [] })
    expect(seen(story, mara)).toMatchObject({
      headline: 'S6 is unproven: accept it or try again',
      primary: { verb: 'record-decision', input: { kind: 'accept-unproven', subject: 'S6' } },
      danger: true,
    })
    expect(seen(story, tomas)).toMatchObject({ primary: null, refusal: 'Commander, M. Okafor decides this.' })
  })

  it('puts a covered step that drifted in front of everything', () => {
    const story = night.promoting().at('02:48:41').succeeds('S7').does('S10').succeeds('S4').does('S11')
    story.tell(
      [
        {
          type: 'approval.voided',
          payload: {
            runId: story.runId(),
            ...night.request(story),
            reason: 'S12 is no longer what was approved.',
          },
        },
      ],
      working,
    )
    expect(seen(story, mara)).toMatchObject({
      headline: 'Ask again for S12',
      danger: true,
      primary: { verb: 'request-approval', input: { rule: 'A1' } },
    })
    // Covered by a rule, it is held to what was approved whether or not it destroys.
    const input = story.input()
    const plan = structuredClone(input.plan)
    for (const step of plan.runbooks.flatMap(({ steps }) => steps)) step.destructive &&= step.id !== 'S12'
    expect(buildConsoleView({ ...input, plan }, story.viewer('mara-okafor')).doNow.headline).toBe('Ask again for S12')
  })

  it('says that an outcome is in doubt and that there is nothing to press', () => {
    const story = night.gone().starts('S6')
    story.worker({ type: 'doubt-command', ...story.attempt('S6'), command: 0, reason: 'no reply' })
    expect(seen(story, mara)).toMatchObject({ headline: 'The outcome of S6 is in doubt', primary: null, danger: true })
  })

  it('offers undo before the point of no return and only forward after it', () => {
    const before = night.gatesOpen()
    before.by(mara, { type: 'abort-run', runId: before.runId(), reason: 'The region is back.' })
    expect(seen(before, mara).headline).toBe('Stopping: outcomes are being read')
    before.succeeds('S4').worker({ type: 'stop-run', runId: before.runId() })
    const stopped = seen(before, mara)
    expect(stopped).toMatchObject({ headline: 'Stopped: undo, or resume', primary: { verb: 'roll-back-run' } })
    expect(stopped.others.map(({ verb }) => verb)).toEqual(['resume-run', 'abandon-run'])

    const after = night.promoting()
    after.by(mara, { type: 'abort-run', runId: after.runId(), reason: 'Wait.' })
    after.succeeds('S4').succeeds('S7').worker({ type: 'stop-run', runId: after.runId() })
    expect(seen(after, mara)).toMatchObject({
      headline: 'Stopped past the point of no return',
      primary: { verb: 'resume-run' },
    })
  })

  it('puts a step that could not be undone in front of a person', () => {
    expect(seen(momentWhen('undo failed').story, mara)).toMatchObject({
      headline: 'Undoing S4 failed',
      danger: true,
      primary: { verb: 'retry-step' },
    })
  })

  it('resumes what was paused', () => {
    const story = night.promoting()
    story.by(mara, { type: 'pause-run', runId: story.runId(), reason: 'Read the metrics first' })
    expect(seen(story, mara)).toMatchObject({ headline: 'Paused: nothing new starts', primary: { verb: 'resume-run' } })
  })

  it('keeps a step in the hands of the person who took it until they attest', () => {
    const story = night
      .promoting()
      .by(tomas, { type: 'take-over-step', runId: 'i-2041-R1', step: 'S7', reason: 'By console' })
    expect(seen(story, tomas)).toMatchObject({
      headline: "S7 is in a person's hands",
      primary: { verb: 'attest-step' },
    })
  })

  it('asks for a word in an open poll and offers to call one when nothing is to be pressed', () => {
    const story = night.promoting()
    expect(seen(story, mara).others.map(({ verb }) => verb)).toEqual(['call-poll'])
    story.by(mara, { type: 'call-poll', question: 'GO for S12?', duties: ['database', 'platform'] })
    expect(seen(story, tomas)).toMatchObject({ headline: 'Poll 1: GO for S12?', primary: { verb: 'answer-poll' } })
    expect(seen(story, mara).headline).toBe('Nothing to press: S7 is running')
  })
})
