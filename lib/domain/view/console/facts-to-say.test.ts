import { describe, expect, it } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import type { DoneWhenRow } from './done-when'
import { factOf, outsideFacts, stepFacts } from './facts-to-say'

const row: DoneWhenRow = {
  title: 'Writes are accepted in us-west-2',
  value: 'false',
  unknown: null,
  source: 'east-write',
  observedAt: '2026-11-19T02:47:51.000Z',
  staleAt: '2026-11-19T02:48:01.000Z',
  status: 'waiting',
  word: 'not yet',
}

const monitors = ['vantage-eu', 'vantage-ap', 'vantage-sa'] as const

describe('a fact that is offered for the record', () => {
  it('says the value, its source and its time where something does not hold', () => {
    expect(factOf(row)).toBe('"Writes are accepted in us-west-2" does not hold: false, east-write, 02:47:51 UTC.')
  })

  it('says since when it is not known, and why', () => {
    expect(factOf({ ...row, value: null, unknown: 'connect timeout', status: 'unknown' })).toBe(
      '"Writes are accepted in us-west-2" is not known since 02:47:51 UTC: east-write, connect timeout.',
    )
    expect(factOf({ ...row, value: null, observedAt: null, unknown: 'no reading', status: 'unknown' })).toBe(
      '"Writes are accepted in us-west-2" was never read: east-write, no reading.',
    )
  })

  it('is none where everything holds, or where nothing is judged yet', () => {
    expect(factOf({ ...row, status: 'ok' })).toBeNull()
    expect(factOf({ ...row, status: 'running' })).toBeNull()
  })

  it('counts the monitors outside that fail and those that say nothing, and takes silence for neither', () => {
    const story = night.promoting()
    story.reads('vantage-eu', { ok: false }).reads('vantage-ap', { ok: false }).cannotRead('vantage-sa', 'no reply')
    expect(outsideFacts(story.input())[0]).toBe(
      'T0, 02:47:53 UTC: 2 of 3 outside checks fail, 1 of 3 outside checks give no answer.',
    )
    for (const monitor of monitors) story.reads(monitor, { ok: true })
    expect(outsideFacts(story.input())[0]).toBe('T0, 02:47:53 UTC: it works in all 3 outside checks.')
  })

  it('speaks of what a step waits for as soon as the step has begun, and not before', () => {
    const story = night.promoting()
    const { input, run } = { input: story.input(), run: story.state.runs[0] ?? null }
    const step = (id: string) => {
      const found = story.plan.runbooks[0]?.steps.find((one) => one.id === id)
      if (found === undefined) throw new Error(`no ${id}`)
      return found
    }
    const begun = stepFacts(input, run, step('S7'))
    expect(begun).toEqual([
      '"Its store is not in recovery" is not known since 02:47:13 UTC: west-heartbeat, no reply, last read true.',
      ...outsideFacts(input),
    ])
    expect(stepFacts(input, run, step('S19'))).toEqual(outsideFacts(input))
  })
})
