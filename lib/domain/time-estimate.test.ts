import { describe, expect, it } from 'vitest'
import { TimeEstimate } from './time-estimate'

const width = (estimate: TimeEstimate, at: number) => {
  const range = estimate.at(at)
  return range === null ? Infinity : range.high - range.low
}

describe('what a process knows of the database clock', () => {
  it('is nothing before the first answer', () => {
    expect(new TimeEstimate().at(1_000)).toBeNull()
  })

  it('is as exact as its quickest answer, and a slow one spoils nothing', () => {
    const estimate = new TimeEstimate()
    estimate.learn({ asked: 0, heard: 800, now: 5_400 })
    expect(width(estimate, 800)).toBeGreaterThan(700)
    estimate.learn({ asked: 1_000, heard: 1_004, now: 6_002 })
    expect(width(estimate, 1_004)).toBeLessThan(8)
    estimate.learn({ asked: 2_000, heard: 6_000, now: 7_100 })
    expect(width(estimate, 6_000)).toBeLessThan(15)
    const range = estimate.at(6_000)
    expect(range?.low).toBeLessThanOrEqual(11_000)
    expect(range?.high).toBeGreaterThanOrEqual(11_000)
  })

  it.each([
    ['back', -600_000],
    ['ahead', 600_000],
  ])('starts anew when the database clock is set %s', (_where, step) => {
    const estimate = new TimeEstimate()
    estimate.learn({ asked: 0, heard: 4, now: 10_002 })
    estimate.learn({ asked: 1_000, heard: 1_004, now: 11_002 })
    expect(estimate.evenSince()).toBeLessThan(10_010)
    estimate.learn({ asked: 2_000, heard: 2_004, now: 12_002 + step })
    expect(estimate.evenSince()).toBeGreaterThanOrEqual(12_000 + step)
    expect(estimate.at(2_004)?.low).toBeLessThanOrEqual(12_004 + step)
    expect(estimate.at(2_004)?.high).toBeGreaterThanOrEqual(12_002 + step)
  })

  it('starts anew after this machine stood still', () => {
    const estimate = new TimeEstimate()
    estimate.learn({ asked: 0, heard: 2, now: 10_001 })
    // An hour passed and the monotonic clock did not see it.
    estimate.learn({ asked: 1_000, heard: 1_002, now: 3_611_001 })
    expect(estimate.evenSince()).toBeGreaterThan(3_611_000)
  })
})
