import { describe, expect, it } from 'vitest'
import { armed, declared } from '@/lib/testing/region-failure'
import type { ServingReading } from '../posture/serving'
import type { Verdict } from './events/facts'

const judged = (verdict: Verdict) => ({
  verdict,
  at: null,
  facts: [],
  why: verdict === 'met' ? '' : 'It replicates: no (read: false)',
})
const reading = (serves: ServingReading['serves'], west: Verdict): ServingReading => ({
  promotionBoundary: 'orders',
  serves,
  regions: [
    { region: 'east', serves: judged('met'), standby: judged('unmet') },
    { region: 'west', serves: judged('unmet'), standby: judged(west) },
  ],
})
const known = (region: string) => ({ is: 'known', region, at: null, source: 'cluster' }) as const
const mara = { kind: 'person', person: 'mara-okafor', account: 'mara' } as const
const arm = (serving: ServingReading[]) =>
  declared().ask({ type: 'start-run', runbook: 'region-failover' }, mara, { serving })

describe('arming a failover', () => {
  it.each<[string, ServingReading, string]>([
    ['the target serves already', reading(known('west'), 'unmet'), 'us-west-2 serves already'],
    [
      'the standby is read as unfit',
      reading(known('east'), 'unmet'),
      'us-west-2 cannot take over. It replicates: no (read: false).',
    ],
  ])('is refused when %s', (_, serving, words) => {
    const decision = arm([serving])
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'no-standby' } })
    if (!decision.ok) expect(decision.refusal.message).toContain(words)
  })

  it.each<[string, ServingReading[]]>([
    ['the standby is ready', [reading(known('east'), 'met')]],
    ['the standby is silent', [reading(known('east'), 'unknown')]],
    ['nobody knows where it runs', [reading({ is: 'unknown', why: 'silence' }, 'unmet')]],
    ['the plan reads nothing of it', []],
  ])('is taken when %s', (_, serving) => {
    expect(arm(serving).ok).toBe(true)
  })

  it('is held to it at GO as well: a standby may die while approvals are awaited', () => {
    const story = armed()
    const go = story.ask({ type: 'give-go', runId: story.runId() }, mara, {
      serving: [reading(known('east'), 'unmet')],
    })
    expect(go).toMatchObject({ ok: false, refusal: { code: 'no-standby' } })
  })
})
