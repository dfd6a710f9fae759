import { describe, expect, it } from 'vitest'
import { failingRule, heldFor, outsideView, steadily, type OutsideView, type Steady } from './outside'
import type { LatestReading } from './sample'
import { standingReadings } from './standing-readings'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'

const clock = (second: number) => new Date(Date.UTC(2026, 10, 19, 2, 41, second)).toISOString()
const outside = {
  monitors: ['eu', 'ap', 'sa'],
  sustained: { hold: 60_000, consecutive: 5 },
  failing: { monitors: 2, hold: 5_000, consecutive: 3 },
}

function monitor(id: string, fields: LatestReading['fields'], change: Partial<LatestReading> = {}): LatestReading {
  return { reading: id, observedAt: clock(50), receivedAt: clock(50), fields, error: null, source: id, ...change }
}
const works = (id: string, since = 10, consecutive = 9) =>
  monitor(id, { ok: true, since: clock(since), firstFailedAt: null, consecutive })
const fails = (id: string, since: number, consecutive = 3) =>
  monitor(id, { ok: false, since: clock(since), firstFailedAt: clock(since), consecutive })
const view = (...readings: LatestReading[]) =>
  outsideView(outside, Object.fromEntries(readings.map((one) => [one.reading, one])), () => 10_000, clock(51))

describe('a tier seen from outside', () => {
  it('fails on the word of as many monitors as the plan says, since the first failure of their run', () => {
    expect(view(works('eu'), fails('ap', 7), fails('sa', 8))).toEqual({
      seen: 'failing',
      since: clock(7),
      source: 'ap',
    })
    expect(view(fails('eu', 9), fails('ap', 7), fails('sa', 8))).toMatchObject({ since: clock(7), source: 'ap' })
  })

  it('is neither down nor well on one monitor’s word, nor on one check of several', () => {
    expect(view(works('eu'), fails('ap', 7), works('sa'))).toMatchObject({
      seen: 'unknown',
      why: expect.stringContaining('fails'),
    })
    expect(view(fails('eu', 7, 2), fails('ap', 7, 2), fails('sa', 7, 2)).seen).toBe('unknown')
    expect(view(fails('eu', 7, 3), fails('ap', 7, 3), fails('sa', 7, 2)).seen).toBe('failing')
  })

  it('does not begin when one monitor lost its own way long before', () => {
    expect(view(fails('eu', 0), fails('ap', 30), fails('sa', 31))).toMatchObject({ since: clock(30), source: 'ap' })
  })

  it('needs more than half of the monitors, twice in a row, where the plan does not say', () => {
    expect(failingRule({ ...outside, failing: undefined })).toEqual({ monitors: 2, hold: 0, consecutive: 2 })
    const one = { monitors: ['eu'], sustained: outside.sustained }
    expect(failingRule(one)).toEqual({ monitors: 1, hold: 0, consecutive: 2 })
  })

  it('works on the word of all, since the last of them, for as many as the least', () => {
    expect(view(works('eu', 36, 9), works('ap', 37, 5), works('sa', 35, 7))).toEqual({
      seen: 'working',
      since: clock(37),
      consecutive: 5,
      source: 'eu, ap, sa',
    })
  })

  it.each<[string, LatestReading[]]>([
    ['one was never heard of', [works('eu'), works('ap')]],
    ['one does not answer', [works('eu'), works('ap'), monitor('sa', { ok: true }, { error: 'timeout' })]],
    ['one has stopped checking', [works('eu'), works('ap'), { ...works('sa'), observedAt: clock(40) }]],
    ['one does not say since when it works', [works('eu'), works('ap'), monitor('sa', { ok: true, consecutive: 9 })]],
    ['the failing one does not say since when', [works('eu'), works('ap'), monitor('sa', { ok: false })]],
  ])('is unknown when %s: neither an outage nor a recovery', (_, readings) => {
    expect(view(...readings)).toMatchObject({ seen: 'unknown', why: expect.any(String) })
  })

  it('does not take a silent monitor’s last failure for one now', () => {
    const silent = { ...fails('sa', 7), observedAt: clock(30) }
    expect(view(works('eu'), works('ap'), silent).seen).toBe('unknown')
  })
})

describe('a hold', () => {
  const failing = { seen: 'failing', since: clock(0), source: 'ap' } as const
  const working = { seen: 'working', since: clock(0), source: 'ap', consecutive: 9 } as const
  const steady = (before: Steady | null, view: OutsideView, at: number, asked: Record<string, number> = {}) =>
    steadily(before, view, outside, Object.fromEntries(askedAt(at, asked)), () => rhythm, clock(at))
  const rhythm = { asked: 6_000, spokenOf: 10_000 }
  /** All three answer at that second, or at their own. */
  const askedAt = (at: number, own: Record<string, number>) =>
    outside.monitors.map((id) => {
      const time = clock(own[id] ?? at)
      return [id, { ...fails(id, 0), observedAt: time, receivedAt: time }] as const
    })

  it('counts from when it began, but no longer than somebody looked', () => {
    const first = steady(null, failing, 2)
    const next = steady(first, failing, 6)
    expect(heldFor(next, clock(6))).toBe(4_000)
  })

  it('counts from when it was received, whatever the clock of its source says, and anew when that begins anew', () => {
    const since = (at: number) => ({ ...working, since: clock(at) })
    for (const ahead of [-600, 600]) {
      const first = steady(null, since(ahead), 2)
      expect(heldFor(steady(first, since(ahead), 6), clock(6)), `${ahead} s off`).toBe(4_000)
      expect(heldFor(steady(first, since(ahead + 5), 6), clock(6)), 'it began anew').toBe(0)
    }
  })

  it('with a hole in it is no hold', () => {
    const first = steady(null, failing, 2)
    expect(heldFor(steady(first, failing, 40), clock(40)), 'nobody looked').toBe(0)
    const unknown = steady(first, { seen: 'unknown', why: 'no reply' }, 4)
    expect(heldFor(steady(unknown, failing, 5), clock(5)), 'no reading between').toBe(0)
  })

  it('is broken by silence that a reading may have and a hold may not', () => {
    let looked = steady(null, failing, 2)
    for (let at = 3; at <= 9; at += 1) looked = steady(looked, failing, at, { eu: 2, ap: 2, sa: 2 })
    expect(heldFor(looked, clock(9)), 'nobody asks, though the last answer is not too old').toBe(0)
    expect(heldFor(steady(looked, failing, 10), clock(10)), 'two good samples, and silence between').toBe(0)
  })

  it('is not broken by the silence of a monitor that it does not rest on', () => {
    let failed = steady(null, failing, 2, { sa: 2 })
    let worked = steady(null, working, 2, { sa: 2 })
    for (let at = 4; at <= 12; at += 2) {
      failed = steady(failed, failing, at, { sa: 2 })
      worked = steady(worked, working, at, { sa: 2 })
    }
    expect(heldFor(failed, clock(12)), 'two of three are enough for an outage').toBe(10_000)
    expect(heldFor(worked, clock(12)), 'a recovery needs them all').toBe(0)
  })
})

describe('standing readings', () => {
  const { plan } = frozenPlan()
  const standing = standingReadings(plan)

  it('are everything that gates, refusals, loss, lag and the view from outside rest on, once each', () => {
    const expected = ['pagerduty-incident', 'slo-alert', 'integrity-violations', 'global-cluster', 'witness']
    expect(standing).toEqual(expect.arrayContaining([...expected, 'west-heartbeat', 'vantage-eu', 'vantage-sa']))
    expect(new Set(standing).size).toBe(standing.length)
    const known = plan.readings.map(({ id }) => id)
    expect(standing.filter((id) => !known.includes(id))).toEqual([])
  })

  it('leave out what only a step asks: such a reading may write', () => {
    for (const probe of ['east-write', 'global-write']) expect(standing).not.toContain(probe)
  })
})
