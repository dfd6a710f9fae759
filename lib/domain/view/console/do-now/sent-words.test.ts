import { describe, expect, it } from 'vitest'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { buildConsoleView } from '../console-view'

const seen = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(commander))

/** Stopped once the target had accepted the promotion, long before it could be proven. */
function stoppedWhilePromoting(): IncidentStory {
  const { story } = momentWhen('promotion accepted')
  story.at('02:47:20').by(commander, { type: 'abort-run', runId: story.runId(), reason: 'look first' })
  story.at('02:47:25').worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'stopped' })
  return story.worker({ type: 'stop-run', runId: story.runId() }).at('02:49:00')
}

describe('a step that was sent when the run was stopped', () => {
  it('is not said to wait as if nothing had been sent, and its clock stands', () => {
    const view = seen(stoppedWhilePromoting())
    const row = view.checklist.phases.flatMap(({ rows }) => rows).find(({ number }) => number === 'S7')
    expect(row).toMatchObject({
      status: 'unknown',
      word: 'sent, outcome not known',
      endedAt: '2026-11-19T02:47:25.000Z',
    })
    expect(view.focus['step:S7']?.time?.endedAt).toBe('2026-11-19T02:47:25.000Z')
  })

  it('is read first when the run is resumed and not sent twice: said before the press and after it', () => {
    const story = stoppedWhilePromoting()
    const words =
      /S7 was sent \d\d:\d\d:\d\d UTC, and what became of it is not known yet\. Resumed, that is read first: nothing is sent a second time/
    expect(seen(story).doNow.detail).toMatch(words)
    story.by(commander, { type: 'resume-run', runId: story.runId() })
    const { headline, detail } = seen(story).doNow
    expect(headline).toBe('Nothing to press: what S7 sent is read first')
    expect(detail).toMatch(/nothing of it is sent a second time/)
  })

  it('says nothing of it where nothing was sent', () => {
    expect(seen(momentWhen('stopped').story).doNow.detail).not.toMatch(/second time/)
  })
})
