import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console-view'

const mara = 'mara-okafor'
const seen = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(mara))
const row = (story: IncidentStory, key: string) =>
  seen(story)
    .checklist.phases.flatMap(({ rows }) => rows)
    .find((one) => one.key === key)
const takes = (story: IncidentStory, step: string) =>
  story.by(mara, { type: 'take-over-step', runId: story.runId(), step, reason: 'by phone' })

describe('a step in a person’s hands', () => {
  it('that is not due leaves the promotion first, and is said beside it', () => {
    const { doNow } = seen(takes(night.promoting(), 'S21'))
    expect(doNow.headline).toBe('Nothing to press: S7 is running')
    expect(doNow.detail).toContain('S21 is in the hands of Mara Okafor, and its turn comes after S13.')
    expect(doNow.others.map(({ label }) => label)).toContain('Attest S21 done by hand')
    expect(doNow.row).toBe('step:S7')
  })

  it('leads once it is its turn', () => {
    const story = takes(night.proven().at('03:20:00'), 'S21')
    expect(seen(story).doNow.headline).toBe("S21 is in a person's hands")
  })

  it('given back before anything of it was done has not begun', () => {
    const story = takes(night.promoting(), 'S21')
    expect(row(story, 'step:S21')?.startedAt).not.toBeNull()
    story.at('02:48:10').by(mara, { type: 'retry-step', runId: story.runId(), step: 'S21' })
    expect(row(story, 'step:S21')).toMatchObject({ startedAt: null, endedAt: null })
    expect(seen(story).focus['step:S21']?.time).toMatchObject({ startedAt: null, endedAt: null })
  })

  it('counts as worked on from its own first intent, once it was given back', () => {
    const story = takes(night.proven().at('03:20:00'), 'S21')
    story.at('03:21:00').by(mara, { type: 'retry-step', runId: story.runId(), step: 'S21' })
    story.at('03:25:00').starts('S21')
    expect(row(story, 'step:S21')?.startedAt).toBe('2026-11-19T03:25:00.000Z')
  })
})
