import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { doneWhen } from './done-when'
import { stepFacts } from './facts-to-say'
import { rowAt } from './row-at'

const title = 'A write to the us-east-1 store is rejected'

function fence(story: IncidentStory) {
  const step = story.plan.runbooks[0]?.steps.find(({ id }) => id === 'S6')
  const [run] = story.state.runs
  if (step === undefined || run === undefined) throw new Error('no fence')
  const input = story.input()
  return { row: doneWhen(input, run, step)[0], facts: stepFacts(input, run, step) }
}

/** The fence was judged by a `false`, read just then, and is left for somebody to accept. */
function unproven(): IncidentStory {
  const story = night.gone().starts('S6').accepts('S6').at('02:47:11').reads('east-write', { rejected: false })
  story.judges('S6', 0, 'unmet', false).at('02:47:12')
  return story.worker({ type: 'unprove-step', ...story.attempt('S6'), readings: [] })
}

describe('what is read now of an unproven step', () => {
  it('is the value while its reading is younger than its maximum age', () => {
    expect(fence(unproven())).toMatchObject({
      row: { title, value: 'false', unknown: null, staleAt: '2026-11-19T02:47:21.000Z' },
      facts: [`"${title}" does not hold: false, east-write, 02:47:11 UTC.`, expect.any(String)],
    })
  })

  it('is unknown from then on, in the row and in the fact to say, with what was last read', () => {
    expect(fence(unproven().at('02:47:48'))).toMatchObject({
      row: { value: 'false', unknown: 'older than 10 s', status: 'unknown', word: 'unknown' },
      facts: [
        `"${title}" is not known since 02:47:11 UTC: east-write, older than 10 s, last read false.`,
        expect.any(String),
      ],
    })
  })

  it('keeps what a step that succeeded was judged by', () => {
    const { row } = fence(night.promoting().at('02:59:00'))
    expect(row).toMatchObject({ unknown: null, staleAt: null })
  })
})

describe('what has to hold for a while', () => {
  const row = (story: IncidentStory) => {
    const step = story.plan.runbooks[0]?.steps.find(({ id }) => id === 'S20')
    const found = step === undefined ? undefined : doneWhen(story.input(), story.state.runs[0] ?? null, step)[0]
    if (found === undefined) throw new Error('nothing is watched')
    return found
  }
  const held = (story: IncidentStory, value: number) => {
    const fact = { reading: 'west-writes.value', value, observedAt: story.now(), source: 'test', unknown: null }
    const judged = { predicate: 0, verdict: 'unmet' as const, fact }
    return story.worker({ type: 'judge-predicates', ...story.attempt('S20'), judged: [judged] })
  }

  it('says how much of its time it has held, also while the page stays open', () => {
    const story = held(night.watched().at('02:51:00').reads('west-writes', { value: 1_329 }), 1_329).at('02:51:03')
    expect(row(story)).toMatchObject({ status: 'running', word: '0:03 of 30:00' })
    expect(rowAt(row(story), Date.parse('2026-11-19T02:51:09.000Z')).word).toBe('0:09 of 30:00')
  })

  it('claims no time where it did not hold when it was last judged', () => {
    const story = held(night.watched().at('02:51:00').reads('west-writes', { value: 1_329 }), 3).at('02:51:03')
    expect(row(story).word).toBe('holds, 30:00 needed')
  })
})

describe('a row on a screen that stays open', () => {
  const { row } = fence(unproven())
  if (row === undefined) throw new Error('no row')

  it('stands until its reading is too old, and is unknown after', () => {
    expect(rowAt(row, Date.parse('2026-11-19T02:47:21.000Z'))).toBe(row)
    expect(rowAt(row, Date.parse('2026-11-19T02:47:21.001Z'))).toEqual({
      ...row,
      unknown: 'too old',
      status: 'unknown',
      word: 'unknown',
    })
  })

  it('of a finished step never changes', () => {
    const judged = { ...row, staleAt: null }
    expect(rowAt(judged, Date.parse('2026-11-20T00:00:00.000Z'))).toBe(judged)
  })
})
