import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { declared, readable, request } from '@/lib/testing/region-failure'
import { IncidentWatch } from './watch-incident'

const monitors = ['vantage-eu', 'vantage-ap', 'vantage-sa']
const instant = (time: string) => `2026-11-19T${time}.000Z`

/** What the watch writes at each look, besides gates. */
function watching(story: IncidentStory) {
  const { ports, journal } = engineScene(story, 'S7', {}).hands
  const watch = new IncidentWatch({ ...ports, clock: { ...ports.clock, now: () => Date.parse(story.now()) } }, journal)
  return async (time: string) => {
    const known = story.events.length
    story.at(time)
    await watch.look(await journal.load())
    return story.events.slice(known).flatMap((event) => (event.type === 'incident.gateJudged' ? [] : [event]))
  }
}
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type)

function seen(story: IncidentStory, at: string, ok: boolean, since: string, consecutive = 9) {
  const fields = { ok, since: instant(since), firstFailedAt: ok ? null : instant(since), consecutive }
  for (const monitor of monitors) story.at(at).reads(monitor, fields)
}

describe('impact and recovery, as the watch sees them', () => {
  it('is provisional at the first success, lost when it fails again, and proven only once it has held', async () => {
    const story = declared()
    const look = watching(story)
    seen(story, '02:48:00', true, '02:47:58')
    expect(await look('02:48:00')).toMatchObject([{ type: 'tier.recoverySeen', payload: { at: instant('02:47:58') } }])
    seen(story, '02:48:30', false, '02:48:20')
    expect(types(await look('02:48:30'))).toEqual(['tier.recoveryLost'])
    expect(story.state.tiers['T0']?.recovered ?? null).toBeNull()

    seen(story, '02:49:00', true, '02:48:55')
    expect(types(await look('02:49:00'))).toEqual(['tier.recoverySeen'])
    seen(story, '02:49:54', true, '02:48:55')
    expect(await look('02:49:54')).toEqual([])
    seen(story, '02:49:56', true, '02:48:55', 4)
    expect(await look('02:49:56'), 'too few in a row').toEqual([])
    seen(story, '02:49:57', true, '02:48:55', 5)
    expect(await look('02:49:57')).toMatchObject([{ type: 'tier.recovered', payload: { at: instant('02:48:55') } }])
  })

  it('is lost when the successes began anew between two looks', async () => {
    const story = declared()
    const look = watching(story)
    seen(story, '02:48:00', true, '02:47:58')
    await look('02:48:00')
    seen(story, '02:49:30', true, '02:49:20')
    expect(types(await look('02:49:30'))).toEqual(['tier.recoveryLost'])
    expect(await look('02:49:31')).toMatchObject([{ type: 'tier.recoverySeen', payload: { at: instant('02:49:20') } }])
  })

  it('is neither while a monitor is silent', async () => {
    const story = declared()
    seen(story, '02:48:00', true, '02:47:58')
    story.cannotRead('vantage-sa', 'no reply')
    expect(await watching(story)('02:48:00')).toEqual([])
  })
})

describe('approvals, as the watch sees them', () => {
  it('are void before GO when a role or a duty is lost, or the loss rises above the bound', async () => {
    const role = momentWhen('approved').story.grants('tomas-varga', [])
    expect(await watching(role)('02:46:55')).toMatchObject([
      { type: 'approval.voided', payload: { reason: expect.stringContaining('tomas-varga') } },
    ])
    const loss = momentWhen('approved').story
    const { requestId } = request(loss)
    loss.at('02:46:55').reads('witness', { lastAt: instant('02:41:09'), ratePerSecond: 1 })
    expect(await watching(loss)('02:46:55')).toMatchObject([{ type: 'approval.voided', payload: { requestId } }])
  })

  it('expire before GO, and stand after it', async () => {
    const late = readable(momentWhen('approved').story.at('03:05:00'))
    expect(types(await watching(late)('03:05:00'))).toEqual(['approval.expired'])
    const gone = momentWhen('going').story.grants('tomas-varga', [])
    expect(await watching(readable(gone.at('03:05:00')))('03:05:00')).toEqual([])
  })
})
