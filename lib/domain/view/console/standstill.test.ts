import { describe, expect, it } from 'vitest'
import { standstillOf } from './standstill'

const until = '2026-11-19T02:50:00.000Z'
const at = (seconds: number) => Date.parse(until) + seconds * 1_000
const driver = { holder: 'w-1', until, heldOff: null, lookingOver: null }

describe('that nothing is being done', () => {
  it('is said since when no worker drives the incident, with what a person can do', () => {
    expect(standstillOf(driver, at(5))).toBeNull()
    expect(standstillOf(driver, at(24))).toMatchObject({
      kind: 'no-worker',
      at: until,
      headline: expect.stringMatching(/start one$/),
      detail: expect.stringMatching(/last one was w-1.*What you press is recorded.*by hand/),
    })
    expect(standstillOf({ ...driver, holder: null }, at(24))?.detail).toMatch(/^None has taken it yet\./)
  })

  it('is said while steps are held off, until when, and that nobody has to do anything', () => {
    const heldOff = new Date(at(18)).toISOString()
    expect(standstillOf({ ...driver, heldOff }, at(3))).toMatchObject({
      kind: 'held-off',
      at: heldOff,
      detail: expect.stringMatching(/by itself\.$/),
    })
    expect(standstillOf({ ...driver, until: heldOff, heldOff }, at(18))).toBeNull()
  })

  it('is said while a rollback waits to be looked over, after the steps were held off', () => {
    const heldOff = new Date(at(18)).toISOString()
    const waits = { ...driver, until: heldOff, heldOff, lookingOver: until }
    expect(standstillOf(waits, at(3))?.kind).toBe('held-off')
    expect(standstillOf(waits, at(18))).toMatchObject({
      kind: 'looking-over',
      at: until,
      headline: expect.stringMatching(/^The rollback waits/),
      detail: expect.stringMatching(/one-way step.*by itself.*by hand, and the run stopped or given up\.$/),
    })
  })

  it('is not said of an incident that nothing is left to be done in', () => {
    expect(standstillOf(null, at(24))).toBeNull()
  })
})
