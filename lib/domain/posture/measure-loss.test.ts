import { describe, expect, it } from 'vitest'
import type { LossRule } from '../plan/schema/runbook'
import { countedLoss, measureLoss } from './measure-loss'
import type { LatestReading, LatestReadings } from './sample'

const rule: LossRule = {
  link: 'orders',
  acknowledged: 'witness.lastAt',
  readable: 'standby.writtenAt',
  ratePerSecond: 'witness.rate',
  noun: 'orders',
  maxAge: 10_000,
  bound: 1_500,
}
const clock = (seconds: number) => new Date(Date.UTC(2026, 10, 19, 2, 41, 0) + seconds * 1_000).toISOString()

function reading(id: string, at: number, fields: LatestReading['fields'], error: string | null = null): LatestReading {
  return { reading: id, observedAt: clock(at), receivedAt: clock(at), fields, error, source: id }
}
/** The source died at second 7; the standby holds everything until 6.3. Both are read at `at`. */
const dark = (at: number): LatestReadings => ({
  witness: reading('witness', at, { lastAt: clock(7), rate: 1_329 }),
  standby: reading('standby', at, { writtenAt: clock(6.3) }),
})

describe('what promoting now would lose', () => {
  it('is the newest acknowledged write minus the newest readable one, in time and in number', () => {
    expect(measureLoss(rule, dark(8), clock(8))).toEqual({
      milliseconds: 700,
      count: 930,
      noun: 'orders',
      measuredAt: clock(8),
      source: 'witness minus standby',
      unknown: null,
    })
  })

  it('does not grow while the source stays dark, and its age stays fresh', () => {
    for (const at of [8, 60, 600, 6_000])
      expect(measureLoss(rule, dark(at), clock(at))).toMatchObject({ milliseconds: 700, measuredAt: clock(at) })
  })

  it('is as old as the older of its two ends', () => {
    const readings = { ...dark(60), witness: reading('witness', 55, { lastAt: clock(7), rate: 1 }) }
    expect(measureLoss(rule, readings, clock(60)).measuredAt).toBe(clock(55))
  })

  it.each<[string, LatestReadings]>([
    ['the witness was never read', { standby: dark(60)['standby'] }],
    ['the standby was never read', { witness: dark(60)['witness'] }],
    [
      'the standby does not answer',
      { ...dark(60), standby: reading('standby', 60, { writtenAt: clock(6) }, 'no reply') },
    ],
    ['the witness is too old', { ...dark(60), witness: reading('witness', 49.9, { lastAt: clock(7), rate: 1 }) }],
    ['the standby gives no time', { ...dark(60), standby: reading('standby', 60, { writtenAt: 'soon' }) }],
    ['the standby gives nothing', { ...dark(60), standby: reading('standby', 60, { writtenAt: null }) }],
    ['the field is not there', { ...dark(60), standby: reading('standby', 60, {}) }],
  ])('is unknown, with the reason and never zero, when %s', (_, readings) => {
    const loss = measureLoss(rule, readings, clock(60))
    expect(loss).toMatchObject({ milliseconds: null, count: null, unknown: expect.any(String) })
  })

  it('is what two clocks disagree by, never nothing, when the standby is ahead of the witness by less than a second', () => {
    const readings = { ...dark(60), standby: reading('standby', 60, { writtenAt: clock(7.9) }) }
    expect(measureLoss(rule, readings, clock(60))).toMatchObject({ milliseconds: 900, count: 1_196 })
  })

  it('is nothing when the standby was asked later by as much as it is ahead', () => {
    const readings = { ...dark(60), standby: reading('standby', 60, { writtenAt: clock(8) }) }
    const askedLater = { ...readings, witness: reading('witness', 56, { lastAt: clock(4), rate: 1 }) }
    expect(measureLoss(rule, askedLater, clock(60))).toMatchObject({ milliseconds: 0 })
  })

  it('is unknown, not nothing, when the standby is further ahead: a clock is wrong, or the witness misses writes', () => {
    const readings = { ...dark(60), standby: reading('standby', 60, { writtenAt: clock(8.1) }) }
    expect(measureLoss(rule, readings, clock(60))).toMatchObject({
      milliseconds: null,
      count: null,
      unknown: 'standby is 1.1 s ahead of witness: their clocks differ, or the witness misses writes',
    })
  })

  it('has no number without a rate, and takes the rate from before the outage however old', () => {
    const readings = { ...dark(60), rate: reading('rate', 1, { perSecond: 1_000 }) }
    expect(measureLoss({ ...rule, ratePerSecond: undefined }, readings, clock(60)).count).toBeNull()
    expect(measureLoss({ ...rule, ratePerSecond: 'rate.perSecond' }, readings, clock(60)).count).toBe(700)
    expect(measureLoss({ ...rule, ratePerSecond: 'none.at' }, readings, clock(60)).count).toBeNull()
  })
})

describe('what was lost, counted after the promotion', () => {
  const counting: LossRule = {
    ...rule,
    measured: { when: 'count.measured', seconds: 'count.seconds', count: 'count.orders' },
  }
  const counted = (seconds: number, orders: number) =>
    countedLoss(counting, { count: reading('count', 60, { measured: true, seconds, orders }) }, clock(30), clock(60))

  it('is in time and in number, read after the promotion', () => {
    expect(counted(0.7, 930)).toMatchObject({ milliseconds: 700, count: 930, unknown: null })
    expect(counted(0, 0)).toMatchObject({ milliseconds: 0, count: 0 })
  })

  it('is not known where it would be less than nothing: two clocks differ', () => {
    expect(counted(-0.2, 930)).toBeNull()
    expect(counted(0.7, -3)).toBeNull()
  })
})
