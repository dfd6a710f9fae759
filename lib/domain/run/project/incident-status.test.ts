import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { proposed, proven } from '@/lib/testing/region-failure'

const fails = (story: IncidentStory, tier: string, at: string) =>
  story.worker({ type: 'see-failure', tier, at: `2026-11-19T${at}.000Z`, source: 'three monitors' })

function comesBack(story: IncidentStory, tier: string, at: string): IncidentStory {
  const seen = { tier, at: `2026-11-19T${at}.000Z`, source: 'three monitors' }
  return story.worker({ type: 'see-recovery', ...seen }).worker({ type: 'prove-recovery', ...seen })
}

const declares = (story: IncidentStory) =>
  story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'it does not answer' })

describe('the status of an incident', () => {
  it('is down again when another tier falls after all were back, until that one is back too', () => {
    const story = fails(proven().at('02:55:05'), 'T1', '02:55:00')
    expect(story.state.status).toBe('relapsed')
    expect(comesBack(story.at('02:58:00'), 'T1', '02:57:00').state.status).toBe('recovered')
  })

  it('stays recovering while one of two tiers is down', () => {
    const story = fails(declares(proposed()), 'T1', '02:44:30').at('02:50:00')
    expect(comesBack(story, 'T0', '02:49:00').state.status).toBe('declared')
    expect(comesBack(story, 'T1', '02:49:30').state.status).toBe('recovered')
  })

  it('is recovered when it is declared after a proven recovery', () => {
    expect(declares(comesBack(proposed().at('02:50:00'), 'T0', '02:49:00')).state.status).toBe('recovered')
  })

  it('is down again when it is declared after a tier fell again', () => {
    const story = fails(comesBack(proposed().at('02:50:00'), 'T0', '02:49:00').at('02:52:05'), 'T0', '02:52:00')
    expect(declares(story).state.status).toBe('relapsed')
  })

  it('is declared where nothing is down, or nothing is back', () => {
    expect(declares(proposed()).state.status).toBe('declared')
  })
})
