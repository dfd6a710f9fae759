import { describe, expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import { driverView, isUndriven } from './driver'

const { state } = momentWhen('going').story
const until = '2026-11-19T02:50:00.000Z'
const at = (seconds: number) => Date.parse(until) + seconds * 1_000

describe('who drives an incident', () => {
  it('is the holder of its lease, for as long as that is good and another needs to take over', () => {
    const driver = driverView(state, { holder: 'w-1', until })
    expect(driver).toEqual({ holder: 'w-1', until })
    if (driver === null) return
    expect([-4, 0, 6].map((seconds) => isUndriven(driver, at(seconds)))).toEqual([false, false, false])
    expect(isUndriven(driver, at(7))).toBe(true)
  })

  it('is nobody where nobody has taken it, since it was proposed', () => {
    expect(driverView(state, null)).toEqual({ holder: null, until: state.proposed.at })
  })

  it('is nobody and is not missed once it is closed', () => {
    const closed = momentWhen('closed').story.state
    expect(driverView(closed, { holder: 'w-1', until })).toBeNull()
  })
})
