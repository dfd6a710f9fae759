import { describe, expect, it } from 'vitest'
import { commander, momentWhen, type StateKind, stateKinds } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { walk } from '@/lib/testing/random-walk'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from './console/console-view'
import { clockStatus } from './console/tier-clocks'
import { buildSponsorView } from './sponsor/sponsor-view'

const consoleOf = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(commander))
const t0 = (story: IncidentStory) => {
  const [clock] = consoleOf(story).clocks
  if (clock === undefined) throw new Error('no clock')
  return clock
}

/** No page foretells what lies before now or before the outage began, and no tier that is down is called well. */
function holds(story: IncidentStory) {
  const now = Date.parse(story.now())
  for (const clock of consoleOf(story).clocks) {
    const { predicted, impactAt, declaredAt, stoppedAt } = clock
    if (predicted !== null)
      for (const at of [predicted.p50, predicted.p95]) {
        expect(at, `${clock.tier}, now`).toBeGreaterThanOrEqual(now)
        for (const start of [impactAt, declaredAt]) if (start !== null) expect(at).toBeGreaterThan(Date.parse(start))
      }
    if (stoppedAt === null)
      expect(predicted === null, 'nothing is foretold, or why not').toBe(clock.noForecast !== null)
    if (clock.is === 'down')
      for (const later of [0, 1_000, 90_000])
        expect(clockStatus(clock, now + later), `${clock.tier} is down`).not.toBe('ok')
  }
  const { bar, sentences } = buildSponsorView(story.input())
  if (bar?.back != null) expect(bar.back.p50).toBeGreaterThanOrEqual(now)
  for (const part of sentences.flat()) if (part.kind === 'expected') expect(part.p50).toBeGreaterThanOrEqual(now)
}

describe('what is foretold', () => {
  it.each(stateKinds)('never lies before its own start, and no tier that is down is green: %s', (kind) => {
    holds(momentWhen(kind).story)
  })

  it.each(['approved', 'going', 'relapsed', 'armed again'] as const)(
    'nor anywhere on a random walk from %s',
    (kind) => {
      const { story } = momentWhen(kind)
      walk(story, 7, 40, { before: () => undefined, after: () => holds(story) })
    },
  )

  it('is nothing once a tier fell again, until a run is armed for that', () => {
    const clock = t0(night.relapsed())
    expect(clock).toMatchObject({ predicted: null, noForecast: 'no run is armed for it', impactAt: expect.any(String) })
    expect(clockStatus(clock, Date.parse('2026-11-19T03:05:10Z'))).toBe('warning')
    expect(clockStatus(clock, Date.parse('2026-11-19T03:06:01Z')), 'by its own clock').toBe('breached')
    expect(t0(night.armedAgain())).toMatchObject({ predicted: { from: 'now' }, noForecast: null })
    const sponsor = JSON.stringify(buildSponsorView(night.relapsed().input()))
    expect(sponsor).toContain('the team is deciding what to do')
    expect(sponsor).not.toContain('Even odds')
  })

  it.each<[StateKind, string, string]>([
    ['stopped, promotion in doubt', 'the run is stopped', 'the move was stopped'],
    ['stopped', 'the run is stopped', 'the move was stopped'],
    ['arming, paused', 'the run is paused', 'the move is paused'],
    ['rolling back', 'the run is being undone', 'the move was called off'],
    ['fence unproven', 'S6 is unproven', 'something did not work'],
    ['promotion in doubt', 'S7 is in doubt', 'something did not work'],
    ['promotion taken over', 'S7 is done by hand', 'the move waits for people'],
  ])('is nothing while the run does not go on by itself, on every page: %s', (kind, because, sponsorSays) => {
    const { story } = momentWhen(kind)
    expect(t0(story)).toMatchObject({ predicted: null, noForecast: because })
    const page = buildSponsorView(story.input())
    expect(page.bar?.back ?? null).toBeNull()
    expect(JSON.stringify(page.sentences)).toContain(`when it will be back: ${sponsorSays}`)
  })

  it('is nothing while the one-way step waits for a fresh approval, and comes again with it', () => {
    const { story } = momentWhen('fence unproven')
    const decision = { kind: 'accept-unproven', runId: story.runId(), subject: 'S6', statement: 'by phone' } as const
    story.by(commander, { type: 'record-decision', ...decision })
    expect(t0(story)).toMatchObject({ predicted: null, noForecast: 'S7 waits for approval' })
    expect(JSON.stringify(buildSponsorView(story.input()).sentences)).toContain('the move waits for people')
    expect(t0(night.approvedAgain(story)).predicted).not.toBeNull()
  })

  it('goes on while a step fails that the tier does not wait for', () => {
    const story = night.started().does('S1')
    const failed = { code: 'timeout', message: 'not in time' }
    story.starts('S3').worker({ type: 'fail-step', ...story.attempt('S3'), ...failed })
    expect(t0(story).predicted).not.toBeNull()
  })

  it('is nothing of a run that was undone', () => {
    expect(t0(momentWhen('rolled back').story)).toMatchObject({ predicted: null, noForecast: 'no run is armed for it' })
  })
})
