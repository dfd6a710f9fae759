import { describe, expect, it } from 'vitest'
import { buildApprovalView } from '@/lib/domain/view/approval/approval-view'
import { buildQueueView } from '@/lib/domain/view/approval/queue-view'
import { approving, commanding } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { asksNobody } from './asking'

const approver = 'kenji-sato'
const why = { reason: 'look at it again first' }

function stopping(story: IncidentStory): IncidentStory {
  return story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), ...why })
}
function stopped(story: IncidentStory): IncidentStory {
  return stopping(story)
    .worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'aborted' })
    .worker({ type: 'stop-run', runId: story.runId() })
}
function undoing(story: IncidentStory): IncidentStory {
  return stopped(story).by('mara-okafor', { type: 'roll-back-run', runId: story.runId(), ...why })
}
function closed(story: IncidentStory): IncidentStory {
  const runId = story.runId()
  const ended = [
    { type: 'run.rolledBack', payload: { runId } } as const,
    { type: 'incident.closed', payload: why } as const,
  ]
  return undoing(story).tell(ended, commanding)
}

const newest = (story: IncidentStory) => {
  const found = Object.values(story.state.requests).at(-1)
  if (found === undefined) throw new Error('nothing was asked for')
  return found
}
const queue = (story: IncidentStory) => buildQueueView([story.input()], story.viewer(approver), story.now())
const sheet = (story: IncidentStory) =>
  buildApprovalView(story.input(), night.request(story).requestId, story.viewer(approver))

describe('a run that does not go on asks nobody', () => {
  it.each([
    ['stopping', stopping, 'The run was stopped: nothing is asked of you. It asks again if it is resumed.'],
    ['stopped', stopped, 'The run was stopped: nothing is asked of you. It asks again if it is resumed.'],
    ['being undone', undoing, 'The run is being undone: nothing is asked of you.'],
    ['closed', closed, 'The incident is closed: nothing is asked of you.'],
  ])('while it is %s: queue, sheet and decision say the same', (_, tell, words) => {
    const story = tell(night.asked())
    expect(asksNobody(story.state, newest(story))).toBe(words)
    expect(queue(story)).toMatchObject({ mine: [], others: [] })
    expect(sheet(story)).toMatchObject({ refusal: words, approve: { disabledBecause: words } })
    const { requestId, digest } = night.request(story)
    for (const command of [
      { type: 'give-approval', requestId, digest } as const,
      { type: 'refuse-approval', requestId, ...why } as const,
    ])
      expect(story.ask(command, approving)).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
  })

  it('asks the same again once it is resumed', () => {
    const story = stopped(night.asked()).by('mara-okafor', { type: 'resume-run', runId: night.asked().runId() })
    expect(asksNobody(story.state, newest(story))).toBeNull()
    expect(queue(story).mine).toHaveLength(1)
    expect(story.ask({ type: 'give-approval', ...night.request(story) }, approving)).toMatchObject({ ok: true })
  })
})
