import { describe, expect, it } from 'vitest'
import { at, by, Story, worker } from '@/lib/testing/outage-story'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as region from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { splitRecovery, type RecoverySplit } from './split-recovery'

const { plan } = frozenPlan()

function split(story: Story): RecoverySplit {
  const result = splitRecovery(plan, story.state(), 'T0')
  if (!result.known) throw new Error(result.why)
  return result.split
}

const seconds = (story: Story) =>
  Object.fromEntries(split(story).parts.map(({ part, milliseconds }) => [part, milliseconds / 1_000]))

const back = (story: Story, time: string) =>
  story.tell(time, worker, {
    type: 'tier.recoverySeen',
    payload: { tier: 'T0', at: at(time), source: 'three monitors' },
  })

/** The night of the pictures: the last effect is traffic moved at 02:49:25. */
const night = () =>
  back(
    Story.promoting()
      .step('S10', '02:48:41.000', '02:49:02.000', ['kubernetes.rolloutRestart'])
      .step('S12', '02:49:25.000', '02:49:31.000', ['aws.arc.updateRoutingControlStates']),
    '02:49:36.000',
  )

describe('where the time from impact to recovery went', () => {
  it('is detect, decide, wait, execute and verify, by the second', () => {
    expect(seconds(night())).toEqual({ detect: 183, decide: 123, wait: 49, execute: 143, verify: 11 })
    expect(split(night())).toMatchObject({ milliseconds: 509_000, sustained: false })
  })

  it('is judged by the first success of the run that proved sustained', () => {
    const proven = night().tell('02:50:36.000', worker, {
      type: 'tier.recovered',
      payload: { tier: 'T0', at: at('02:49:36.000'), provenAt: at('02:50:36.000'), source: 'three monitors' },
    })
    expect(split(proven)).toMatchObject({ milliseconds: 509_000, sustained: true })
  })

  it('counts nothing that happened after recovery', () => {
    const after = night().step('S19', '02:49:50.000', '02:49:58.000', ['slack.postMessage'])
    expect(seconds(after)).toEqual(seconds(night()))
  })

  it('takes two requests that wait at once for one wait', () => {
    const story = night()
    const [asked] = story.events.filter(({ event }) => event.type === 'approval.requested')
    if (asked?.event.type !== 'approval.requested') throw new Error('nobody asked')
    const { payload } = asked.event
    const second = { ...payload, requestId: 'q-0', rule: 'A0', expiresAt: at('02:46:20.000') }
    const early = story.events.indexOf(asked)
    story.events.splice(
      early,
      0,
      { event: { type: 'approval.requested', payload: second }, at: at('02:45:55.000'), actor: by('mara') },
      {
        event: { type: 'approval.voided', payload: { runId: 'r-1', requestId: 'q-0', reason: 'changed' } },
        at: at('02:46:05.000'),
        actor: worker,
      },
    )
    expect(seconds(story)).toMatchObject({ decide: 113, wait: 59 })
  })

  describe('since GO', () => {
    /** GO at 02:47:02; S7 acts from `from` on, and checkout is back a minute later. */
    const promotes = (story: IncidentStory, from: string) => {
      story.at(from).starts('S7').accepts('S7')
      const seen = { tier: 'T0', at: `2026-11-19T${from.slice(0, 3)}59:59.000Z`, source: 'three monitors' }
      story.at(`${from.slice(0, 3)}59:59`).worker({ type: 'see-recovery', ...seen })
      const result = splitRecovery(story.plan, story.state, 'T0')
      if (!result.known) throw new Error(result.why)
      const of = (part: string) => result.split.parts.find((one) => one.part === part)
      return { wait: of('wait')?.milliseconds, note: of('wait')?.note, execute: of('execute')?.milliseconds }
    }
    const mara = 'mara-okafor'
    const fenced = () => region.gone().does('S6')

    it('waits for nobody while steps are at work', () => {
      const story = region.gone().starts('S6').accepts('S6').at('02:47:10').succeeds('S6')
      expect(promotes(story, '02:47:10')).toEqual({ wait: 49_000, note: null, execute: 8_000 })
    })

    it('waits for an acceptance, for being asked again and for approval', () => {
      const story = region.gone().starts('S6').accepts('S6').at('02:47:12')
      story.worker({ type: 'unprove-step', ...story.attempt('S6'), readings: [] })
      const risk = { kind: 'accept-unproven', subject: 'S6', statement: 'The region is dark.' } as const
      story.at('02:48:12').by(mara, { type: 'record-decision', runId: story.runId(), ...risk })
      story.at('02:48:32').by(mara, { type: 'request-approval', runId: story.runId(), rule: 'A1' })
      story.at('02:48:42').by('tomas-varga', { type: 'give-approval', ...region.request(story) })
      story.at('02:49:12').by('ines-duarte', { type: 'give-approval', ...region.request(story) })
      region.readable(story)
      expect(promotes(story, '02:49:13')).toEqual({
        wait: 49_000 + 120_000,
        note: '120 s of it after GO',
        execute: 11_000,
      })
    })

    it('waits while somebody holds the run', () => {
      const story = fenced().at('02:47:05')
      story.by(mara, { type: 'pause-run', runId: story.runId(), reason: 'Look first.' }).at('02:47:35')
      story.by(mara, { type: 'resume-run', runId: story.runId() })
      expect(promotes(region.readable(story), '02:47:40')).toMatchObject({ wait: 49_000 + 30_000, execute: 8_000 })
    })

    it('waits for whoever decides on a step that failed', () => {
      const story = region.gone().starts('S6').accepts('S6').at('02:47:12')
      story.worker({ type: 'fail-step', ...story.attempt('S6'), code: 'timeout', message: 'not in time' })
      story
        .at('02:47:42')
        .by(mara, { type: 'skip-step', runId: story.runId(), step: 'S6', reason: 'The region is dark.' })
      region.approvedAgain(story)
      expect(promotes(region.readable(story), '02:47:43')).toMatchObject({
        note: '30 s of it after GO',
        execute: 11_000,
      })
    })
  })

  it('says where detection ends when no alert came', () => {
    const story = back(new Story().proposed({ alert: false }).impact().duties(), '02:50:00.000')
    const [detect] = split(story).parts
    expect(detect).toEqual({ part: 'detect', milliseconds: 183_000, note: 'no alert: until it was proposed by hand' })
  })

  describe('where GO came before the outage', () => {
    const fails = (story: Story, time: string) =>
      story.tell('02:47:16.000', worker, {
        type: 'incident.impactRecorded',
        payload: { at: at(time), source: 'three monitors', correction: false, reason: null, tier: 'T0' },
      })
    /** A drill of a region that is well: GO at 02:47:02, and its own fence takes checkout down. */
    const fenced = () =>
      new Story()
        .proposed({ mode: 'simulation', alert: false })
        .duties()
        .declared()
        .armed()
        .approved()
        .go()
        .step('S6', '02:47:04.000', '02:47:10.000', ['postgres.setReadOnly'])
    const moves = (story: Story) =>
      story
        .step('S7', '02:47:12.000', '02:48:30.000', ['aws.rds.failoverGlobalCluster'])
        .step('S12', '02:49:25.000', '02:49:31.000', ['aws.arc.updateRoutingControlStates'])

    it('is the run’s own from the start: nothing was left to detect or decide', () => {
      const story = back(moves(fails(fenced(), '02:47:06.000')), '02:49:36.000')
      expect(seconds(story)).toEqual({ detect: 0, decide: 0, wait: 0, execute: 139, verify: 11 })
      expect(split(story).parts[1]?.note).toBe('GO came before it')
    })

    it('counts as wait what people took meanwhile', () => {
      const story = fails(fenced(), '02:47:06.000')
      story.tell('02:47:20.000', by('mara'), { type: 'run.paused', payload: { runId: 'r-1', reason: 'Look first.' } })
      story.tell('02:47:50.000', by('mara'), { type: 'run.resumed', payload: { runId: 'r-1' } })
      story.step('S12', '02:49:25.000', '02:49:31.000', ['aws.arc.updateRoutingControlStates'])
      expect(seconds(back(story, '02:49:36.000'))).toMatchObject({ wait: 30, execute: 109 })
    })

    it('explains nothing that began once all of the move was done', () => {
      const story = fenced()
      for (const step of ['S7', 'S10', 'S11', 'S12']) story.step(step, '02:47:11.000', '02:47:13.000', ['some.action'])
      const late = back(fails(story, '02:47:14.000'), '02:49:36.000')
      expect(split(late).parts.at(-1)).toMatchObject({ part: 'unexplained', note: 'it came back without a GO' })
    })
  })

  it('leaves what no GO explains as a part of its own', () => {
    const story = back(new Story().proposed().impact().duties().declared(), '02:46:07.000')
    expect(seconds(story)).toEqual({ detect: 183, unexplained: 117 })
  })

  it('calls a GO after recovery no explanation of it', () => {
    const story = new Story().proposed().impact().duties().declared().armed().approved()
    expect(seconds(back(story, '02:47:01.000').go())).toEqual({ detect: 183, unexplained: 171 })
  })

  it.each([
    ['no impact is recorded', new Story().proposed()],
    ['not recovered yet', Story.promoting()],
    ['recovered before the recorded impact', back(new Story().proposed().impact(), '02:41:00.000')],
  ])('is unknown, and says why: %s', (why, story) => {
    expect(splitRecovery(plan, story.state(), 'T0')).toEqual({ known: false, why })
  })

  it('adds up to the whole, whatever the order of facts', () => {
    const stories = [
      night(),
      back(Story.promoting(), '02:47:30.000'),
      back(new Story().proposed().impact().duties().declared(), '02:44:00.000'),
      back(new Story().proposed().impact().duties().declared().armed().approved().go(), '02:47:02.000'),
    ]
    for (const story of stories) {
      const { parts, milliseconds } = split(story)
      expect(parts.reduce((sum, part) => sum + part.milliseconds, 0)).toBe(milliseconds)
      expect(parts.every((part) => part.milliseconds >= 0)).toBe(true)
    }
  })
})
