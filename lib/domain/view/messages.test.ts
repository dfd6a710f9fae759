import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from './console/console-view'
import { messagesOf } from './messages'
import { toldLines } from './sponsor/told'

const mara = 'mara-okafor'
const lines = (story: IncidentStory) =>
  messagesOf(story.input()).map(({ at, action, correction }) => {
    const time = at === null ? 'not sent' : at.slice(11, 19)
    return `${time} ${action.split('.')[0] ?? ''}${correction ? ' correction' : ''}`
  })
const room = (story: IncidentStory) =>
  buildConsoleView(story.input(), story.viewer(mara)).room.sent.map(
    ({ at, text }) => `${at?.slice(11, 19) ?? ''} ${text}`,
  )
const customers = (story: IncidentStory) => {
  const runbook = story.plan.runbooks.find(({ id }) => id === 'region-failover') ?? null
  return toldLines(story.input(), runbook).map(({ at, text }) => `${at?.slice(11, 19) ?? 'not yet'} ${text}`)
}

/** S3 speaks to Slack (0), to customers (1) and to PagerDuty (2). */
const speaking = () => {
  const story = night.started().does('S1').does('S2')
  return story.at('02:45:40').starts('S3').at('02:45:41')
}
const accepts = (story: IncidentStory, index: number, outputs = {}) =>
  story.worker({
    type: 'accept-command',
    ...story.attempt('S3'),
    command: index,
    requestId: `r-${index}`,
    facts: {},
    outputs,
  })
const sees = (story: IncidentStory, index: number, effect: 'absent' | 'present', facts = {}) =>
  story.worker({
    type: 'observe-command',
    ...story.attempt('S3'),
    command: index,
    effect,
    facts,
    outputs: {},
    detail: 'seen',
  })
const fails = (story: IncidentStory) =>
  story.worker({ type: 'fail-step', ...story.attempt('S3'), code: 'x', message: 'Not found' })
const again = (story: IncidentStory) =>
  story.by(mara, { type: 'retry-step', runId: story.runId(), step: 'S3' }).starts('S3')

const undoes = (story: IncidentStory) => {
  story.by(mara, { type: 'abort-run', runId: story.runId(), reason: 'Wrong class' })
  story.worker({ type: 'stop-run', runId: story.runId() })
  story.by(mara, { type: 'roll-back-run', runId: story.runId(), reason: 'Wrong class' })
  const of = { runId: story.runId(), step: 'S3', before: {}, sendWithinMilliseconds: 5_000 }
  return story.worker({ type: 'intend-step', ...of, kind: 'undo' })
}

describe('the messages of an incident', () => {
  it('keep what left before the step was taken over by hand', () => {
    const story = accepts(accepts(speaking(), 1), 2)
    const refused = { code: '404', message: 'x', requestId: null, busy: false }
    story.worker({ type: 'refuse-command', ...story.attempt('S3'), command: 0, ...refused })
    fails(story.at('02:45:42'))
    story.by(mara, { type: 'take-over-step', runId: story.runId(), step: 'S3', reason: 'By phone.' })
    expect(lines(story)).toEqual(['02:45:41 statuspage', '02:45:41 pagerduty', 'not sent slack'])
    expect(customers(story)[0]).toMatch(/^02:45:41 Status page: /)
    expect(
      customers(story).filter((line) => /not yet/.test(line)),
      'S3 is a person’s now',
    ).toHaveLength(1)
  })

  it('keep the time they left at when a later try finds them there', () => {
    const story = accepts(speaking(), 1, { incidentId: 'sp-1' })
    story.worker({ type: 'doubt-command', ...story.attempt('S3'), command: 0, reason: 'no reply' })
    fails(story.at('02:45:50'))
    again(story.at('02:47:00'))
    for (const index of [0, 1]) sees(story.at('02:47:02'), index, 'present')
    expect(lines(story).filter((line) => !/pagerduty/.test(line))).toEqual(['02:45:41 statuspage', '02:45:40 slack'])
  })

  it('count twice what really left twice', () => {
    const story = accepts(speaking(), 1, { incidentId: 'sp-1' })
    fails(story.at('02:45:50'))
    again(story.at('02:47:00'))
    accepts(story.at('02:47:01'), 1, { incidentId: 'sp-2' })
    expect(customers(story).map((line) => line.slice(0, 8))).toEqual(['02:47:01', '02:45:41', 'not yet '])
  })

  it('hold the corrections that an undo posted, and none where there was nothing to correct', () => {
    const story = speaking()
    for (const index of [0, 1, 2]) accepts(story, index)
    fails(story.at('02:45:50'))
    undoes(story.at('02:46:10'))
    story.at('02:46:12')
    accepts(story, 1)
    sees(story, 0, 'absent', { said: true, corrected: true })
    sees(story, 1, 'absent')
    sees(story, 2, 'absent', { said: false, corrected: false })
    expect(lines(story)).toEqual([
      '02:46:10 slack correction',
      '02:46:10 statuspage correction',
      '02:45:41 slack',
      '02:45:41 statuspage',
      '02:45:41 pagerduty',
    ])
    expect(room(story)[1]).toBe('02:46:10 Status page, correction, S3')
    expect(customers(story)[0]).toBe('02:46:10 Status page: corrected, since the move was taken back.')
  })

  it('hold what an earlier run of the incident said', () => {
    const story = night.armedAgain()
    expect(lines(story).filter((line) => /02:45:40/.test(line))).toHaveLength(3)
    expect(room(story)).toContain('02:45:40 Slack #incidents-exec, S3')
    expect(customers(story)[0], 'S3 of the new run is still to come').toMatch(/^\d\d:\d\d:\d\d /)
  })

  it('hold what a target accepted only after the step was taken over', () => {
    const story = speaking()
    story.by(mara, { type: 'take-over-step', runId: story.runId(), step: 'S3', reason: 'By phone.' })
    const late = { accepted: true, requestId: 'r-1', facts: {}, outputs: {}, code: null, message: null }
    story
      .at('02:45:43')
      .tell([{ type: 'step.answeredLate', payload: { ...story.attempt('S3'), command: 1, ...late } }], {
        kind: 'worker',
        worker: 'w-2',
        token: 1,
      })
    expect(lines(story)[0]).toBe('02:45:40 statuspage')
  })
})
