import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from './console/console-view'
import { buildSponsorView } from './sponsor/sponsor-view'

const seen = (story: IncidentStory, person = 'mara-okafor') => buildConsoleView(story.input(), story.viewer(person))
const row = (story: IncidentStory, key: string) =>
  seen(story)
    .checklist.phases.flatMap(({ rows }) => rows)
    .find((one) => one.key === key)
const sponsor = (story: IncidentStory) => JSON.stringify(buildSponsorView(story.input()))

/** The promotion was accepted, then neither region answers; its last answer is from 02:47:51. */
const dark = (time: string) => night.promoting().at(time).cannotRead('global-cluster', 'connection reset')

describe('a promotion of which nothing can be read', () => {
  it('leads, since when and why, with what is known of it', () => {
    const { doNow, focus } = seen(dark('02:48:30'))
    expect(doNow).toMatchObject({
      headline: 'Nothing about S7 can be read since 02:47:51 UTC',
      row: 'step:S7',
      danger: true,
      primary: null,
    })
    expect(doNow.detail).toContain('connection reset.')
    expect(doNow.detail).toContain('accepted it 02:47:12 UTC; whether it took effect cannot be told')
    expect(doNow.detail).toContain('S10 waits for it.')
    expect(doNow.detail).toMatch(/Its time is over at \d\d:\d\d:\d\d UTC/)
    expect(focus['step:S7']).toMatchObject({ status: 'unknown', word: 'cannot be read' })
    expect(row(dark('02:48:30'), 'step:S7')).toMatchObject({ status: 'unknown', word: 'cannot be read' })
  })

  it('has no forecast on any page, since nobody can tell how it goes', () => {
    const story = dark('02:48:30')
    expect(seen(story).clocks[0]).toMatchObject({
      predicted: null,
      noForecast: 'S7 cannot be read since 02:47:51 UTC',
    })
    expect(buildSponsorView(story.input())).toMatchObject({ odds: null, bar: { back: null } })
    expect(sponsor(story)).toContain('at this moment nothing of the move can be seen')
    expect(sponsor(story)).not.toContain('expected')
  })

  it('is said by everybody’s page, and the commander may still ask the room', () => {
    expect(seen(dark('02:48:30'), 's-bello').doNow.headline).toBe('Nothing about S7 can be read since 02:47:51 UTC')
  })

  it('is no news while the last answer is still good: one look may fail', () => {
    const story = dark('02:47:55')
    expect(seen(story).doNow.headline).toBe('Nothing to press: S7 is running')
    expect(seen(story).clocks[0]?.predicted).not.toBeNull()
  })

  it('runs again as before once it answers', () => {
    const story = dark('02:48:30')
    story.reads('global-cluster', { ...story.readings['global-cluster']?.fields })
    expect(seen(story).doNow.headline).toBe('Nothing to press: S7 is running')
    expect(row(story, 'step:S7')).toMatchObject({ status: 'running', word: 'running' })
  })

  it('leads before what a person holds meanwhile', () => {
    const story = dark('02:48:30')
    story.by('mara-okafor', { type: 'take-over-step', runId: story.runId(), step: 'S21', reason: 'by phone' })
    expect(seen(story).doNow.headline).toBe('Nothing about S7 can be read since 02:47:51 UTC')
  })
})
