import { describe, expect, it } from 'vitest'
import { at, by, Story, worker } from '@/lib/testing/outage-story'
import { samplePlan } from '@/lib/testing/sample-plan'
import { splitRecovery, type RecoverySplit } from './split-recovery'

const { plan } = samplePlan()

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

  it('says where detection ends when no alert came', () => {
    const story = back(new Story().proposed({ alert: false }).impact().duties(), '02:50:00.000')
    const [detect] = split(story).parts
    expect(detect).toEqual({ part: 'detect', milliseconds: 183_000, note: 'no alert: until it was proposed by hand' })
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
