import { describe, expect, it } from 'vitest'
import { person } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { gone, proven, recovered, relapsed } from '@/lib/testing/region-failure'
import { saidImpact, saidThenSeen } from '@/lib/testing/said-impact'

const correct = (story: IncidentStory, at: string) =>
  story.ask({ type: 'correct-impact', at: `2026-11-19T${at}Z`, reason: 'the probes were late' }, person('mara-okafor'))

describe('the beginning of an impact', () => {
  it.each([
    ['the very instant it worked again', recovered, '02:49:36.000'],
    ['after it worked again', recovered, '02:50:00.000'],
    ['after a recovery that was proven', proven, '02:50:00.000'],
    ['after the first recovery, once it has fallen again', relapsed, '02:55:00.000'],
  ])('is refused at %s, with between what it may lie', (_, tell, at) => {
    const decision = correct(tell(), at)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'bad-input' } })
    expect(decision.ok ? '' : decision.refusal.message).toBe(
      `The impact cannot begin at 2026-11-19 ${at.slice(0, 8)} UTC: T0 worked again at 2026-11-19 02:49:36 UTC. ` +
        'Write an instant from 2026-10-20 02:44:10 UTC on and before 2026-11-19 02:49:36 UTC.',
    )
  })

  it('is refused in the future, and where a year was mistyped', () => {
    const story = gone()
    const message = (at: string) => {
      const decision = story.ask({ type: 'correct-impact', at, reason: 'typed' }, person('mara-okafor'))
      return decision.ok ? '' : decision.refusal.message
    }
    expect(message('2026-11-19T03:47:02.000Z')).toContain('in the future. Write an instant from 2026-10-20')
    expect(message('2025-11-19T02:40:00.000Z')).toContain('more than 30 days before the incident was opened')
  })

  it('moves the outage it began, up to the moment before it worked again', () => {
    const story = proven()
    story.by('mara-okafor', { type: 'correct-impact', at: '2026-11-19T02:49:35.000Z', reason: 'the probes were late' })
    expect(story.state.tiers['T0']?.outages[0]?.from).toBe('2026-11-19T02:49:35.000Z')
  })
})

describe('a word on the impact before the checks outside saw one', () => {
  it('stands on the record, and opens no outage', () => {
    const { state } = saidImpact('working')
    expect(state.impactSaid).toMatchObject({ at: '2026-11-19T02:45:00.000Z', mark: { by: { person: 'mara-okafor' } } })
    expect([state.impact, state.tiers]).toEqual([null, {}])
  })

  it('lets no recovery be seen: nothing was down', () => {
    const seen = { tier: 'T0', at: '2026-11-19T02:46:00.000Z', source: 'three monitors' }
    const worker = { kind: 'worker', worker: 'w-2', token: 1 } as const
    expect(saidImpact('working').ask({ type: 'see-recovery', ...seen }, worker)).toMatchObject({ ok: false })
  })

  it('gives way to the first failure that is seen, which a later word moves', () => {
    const story = saidThenSeen()
    expect(story.state.impact).toMatchObject({ at: '2026-11-19T02:50:00.000Z', tier: 'T0' })
    story.by('mara-okafor', { type: 'correct-impact', at: '2026-11-19T02:45:00.000Z', reason: 'customers called' })
    expect(story.state.tiers['T0']?.outages.map(({ from }) => from)).toEqual(['2026-11-19T02:45:00.000Z'])
  })

  it('was all there was in an old history: a recovery it tells of ended an outage that began with the word', () => {
    const worker = { kind: 'worker', worker: 'w-2', token: 1 } as const
    const seen = { tier: 'T0', at: '2026-11-19T02:46:00.000Z', source: 'three monitors' }
    const { state } = saidImpact('failing').tell([{ type: 'tier.recoverySeen', payload: seen }], worker)
    expect(state.tiers['T0']?.outages).toMatchObject([{ from: '2026-11-19T02:45:00.000Z', byImpact: true }])
    expect(state.impact).toMatchObject({ at: '2026-11-19T02:45:00.000Z', tier: 'T0' })
  })
})
