import { describe, expect, it } from 'vitest'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { readingGroups, standingReadings } from './standing-readings'

describe('the groups readings are taken in', () => {
  const { plan } = frozenPlan()

  it('take both ends of a loss at once', () => {
    const loss = plan.runbooks[0]?.loss
    const ends = [loss?.acknowledged, loss?.readable].map((path) => path?.split('.')[0])
    expect(readingGroups(plan)).toContainEqual(ends)
  })

  it('hold every standing reading exactly once', () => {
    expect(readingGroups(plan).flat().sort()).toEqual([...standingReadings(plan)].sort())
  })
})
