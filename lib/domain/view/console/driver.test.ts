import { describe, expect, it } from 'vitest'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { driverView, isUndriven } from './driver'

const { state } = momentWhen('going').story
const until = '2026-11-19T02:50:00.000Z'
const driven = { lease: { holder: 'w-1', until }, serverSince: null, serverAfter: null }
const at = (seconds: number) => Date.parse(until) + seconds * 1_000

describe('who drives an incident', () => {
  it('is the holder of its lease, for as long as that is good and another needs to take over', () => {
    const driver = driverView(state, driven, until)
    expect(driver).toEqual({ holder: 'w-1', until, heldOff: null, lookingOver: null })
    if (driver === null) return
    expect([-4, 0, 6].map((seconds) => isUndriven(driver, at(seconds)))).toEqual([false, false, false])
    expect(isUndriven(driver, at(7))).toBe(true)
  })

  it('is nobody where nobody has taken it, since it was proposed', () => {
    expect(driverView(state, { ...driven, lease: null }, until)).toEqual({
      holder: null,
      until: state.proposed.at,
      heldOff: null,
      lookingOver: null,
    })
  })

  it('is nobody and is not missed once it is closed', () => {
    const closed = momentWhen('closed').story.state
    expect(driverView(closed, driven, until)).toBeNull()
  })

  it('holds off while what a database lost may still come to light, as long as a run is live', () => {
    const replaced = { ...driven, serverSince: until }
    const heldOff = (of: typeof state, seconds: number) =>
      driverView(of, replaced, new Date(at(seconds)).toISOString())?.heldOff
    expect(heldOff(state, 0)).toBe('2026-11-19T02:50:18.250Z')
    expect(heldOff(state, 18.2)).toBe('2026-11-19T02:50:18.250Z')
    expect(heldOff(state, 18.25)).toBeNull()
    expect(heldOff(momentWhen('completed').story.state, 0)).toBeNull()
  })

  it('says since when a run that goes back waits to be looked over', () => {
    const { story } = momentWhen('rolling back')
    const now = story.now()
    const replaced = { ...driven, serverSince: now, serverAfter: story.state.sequence }
    const since = () => driverView(story.state, replaced, now)?.lookingOver
    expect(driverView(state, replaced, until)?.lookingOver, 'it does not go back').toBeNull()
    expect(since()).toBe(now)
    const begun = story.state.runs[0]?.goingBack?.at
    const long = { ...replaced, serverSince: state.proposed.at }
    expect(driverView(story.state, long, story.now())?.lookingOver, 'since it began, where that was later').toBe(begun)
    story.tell([{ type: 'run.lookedOver', payload: { runId: story.runId(), found: [] } }], working)
    expect(since()).toBeNull()
  })
})
