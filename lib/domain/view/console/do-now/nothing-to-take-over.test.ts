import { describe, expect, it } from 'vitest'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console-view'

/** Checkout falls again while the run that brought it back has still a page to close. */
function stillActing(): IncidentStory {
  const story = night.proven().starts('S19').at('02:52:00')
  return story.worker({ type: 'see-failure', tier: 'T0', at: '2026-11-19T02:51:50.000Z', source: 'three monitors' })
}

/** Proven by the world, while the step that proves it is still under way: what is left may still move something. */
function stillProving(): IncidentStory {
  const story = night.recovered().at('02:50:36')
  story.worker({ type: 'prove-recovery', tier: 'T0', at: '2026-11-19T02:50:36.000Z', source: 'three monitors' })
  story.at('02:52:00')
  return story.worker({ type: 'see-failure', tier: 'T0', at: '2026-11-19T02:51:50.000Z', source: 'three monitors' })
}

function judged(): IncidentStory {
  const story = night.watched().at('03:05:05')
  for (const monitor of story.plan.tiers.flatMap(({ outside }) => outside?.monitors ?? []))
    story.reads(monitor, {
      ok: false,
      since: '2026-11-19T03:05:04.000Z',
      firstFailedAt: '2026-11-19T03:05:04.000Z',
      consecutive: 10,
    })
  return story
}

const moments = [
  ['the run still acts', stillActing],
  ['the run still proves', stillProving],
  ['it is being judged', judged],
  ['the run only watches', night.relapsed],
  ['it was undone', () => momentWhen('rolled back').story],
  ['everything for GO stands', night.approved],
] as const

const promise = /can be armed[^.]*\.|Start again|Give GO|Everything stands/

describe.each(moments)('when %s', (_, tell) => {
  const view = (west: boolean) => {
    const story = tell().reads('east-member', { targetIsWriter: !west }).reads('global-cluster', {
      targetIsWriter: west,
      failoverState: '',
      targetStatus: 'available',
      targetHasInstance: true,
      synchronization: 'connected',
    })
    return buildConsoleView(story.input(), story.viewer(commander)).doNow
  }

  it('no way on is promised that leads to where it serves already', () => {
    const { headline, detail, primary } = view(true)
    expect(`${headline}. ${detail}`).toContain('us-west-2 serves already')
    expect(`${headline}. ${detail}`.replace('Nothing can be armed', '')).not.toMatch(promise)
    const moves = primary?.verb === 'start-run' || primary?.verb === 'give-go'
    expect(moves ? primary.disabledBecause : 'serves already').toContain('serves already')
  })

  it('and one is where it can be taken over', () => {
    const { headline, detail, primary } = view(false)
    expect(`${headline}. ${detail} ${primary?.label ?? ''}`).toMatch(/can be armed|Start again|Give GO|Arm/)
  })
})
