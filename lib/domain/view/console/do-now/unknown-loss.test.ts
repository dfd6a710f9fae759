import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { working } from '@/lib/testing/every-command'
import * as night from '@/lib/testing/region-failure'
import { proofsRead } from '@/lib/testing/proofs-read'
import { buildConsoleView } from '../console-view'

const mara = 'mara-okafor'
const seen = (story: IncidentStory, person = mara) => buildConsoleView(story.input(), story.viewer(person)).doNow
const accepts = (story: IncidentStory) =>
  story.by(mara, {
    type: 'record-decision',
    runId: story.runId(),
    kind: 'accept-unknown-loss',
    subject: null,
    statement: 'It may go dark.',
  })
const silent = (story: IncidentStory) => {
  const last = { milliseconds: 700, count: 930, noun: 'orders', measuredAt: story.now(), source: 'w', unknown: null }
  const loss = { ...last, milliseconds: null, count: null, unknown: 'witness: no reply' }
  return story.cannotRead('witness', 'no reply').worker({ type: 'watch-loss', runId: story.runId(), loss, last })
}

describe('a loss that cannot be read when the promotion is due', () => {
  it('holds nothing up for a minute, then says what is known and leads through acceptance to consent', () => {
    const story = silent(night.gone().succeeds('S4').does('S6'))
    expect(seen(story).headline).toMatch(/next step starts by itself/)
    const view = seen(story.at('02:49:00'))
    expect(view).toMatchObject({ headline: 'S7 waits: the loss is UNKNOWN', danger: true })
    expect(view.detail).toMatch(/no reply; last known 0\.70 s, 118 s ago/)
    expect(seen(story, 'tomas-varga').refusal).toMatch(/Mara Okafor may do this/)
    expect(view.primary).toMatchObject({ verb: 'record-decision', input: { kind: 'accept-unknown-loss' } })
    accepts(story)
    expect(seen(story).headline).toBe('Ask again for S7 and S12')
  })

  it('can be accepted before anybody is asked, with the figure, its age and the bound', () => {
    const story = night.gatesOpen()
    const ahead = seen(story.at('02:46:01')).others.find(({ key }) => key === 'unknown-loss-ahead')
    expect(ahead?.ask?.warning).toBe('0.70 s now, read 3 s ago. Approvals hold up to 1.50 s.')
    expect(seen(story, 'tomas-varga').others).toEqual([])
    accepts(story)
    expect(seen(story).others.some(({ key }) => key === 'unknown-loss-ahead')).toBe(false)
    night.approvedAgain(story).by(mara, { type: 'give-go', runId: story.runId() })
    story.does('S6').at('03:05:00').cannotRead('witness', 'no reply')
    const intend = { type: 'intend-step', runId: story.runId(), step: 'S7', kind: 'act', before: {} } as const
    expect(story.ask({ ...intend, ...proofsRead(story, 'S7'), sendWithinMilliseconds: 2_000 }, working).ok).toBe(true)
  })
})
