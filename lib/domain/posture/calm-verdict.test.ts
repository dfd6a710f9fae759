import { describe, expect, it } from 'vitest'
import type { Verdict } from '../run/events/facts'
import { atFirst, calmVerdict, unwanted, wanted, type Calm } from './calm-verdict'

const instant = (seconds: number) => new Date(Date.UTC(2026, 10, 19) + seconds * 1_000).toISOString()

/** What is recorded of a gate that is seen so at each second, and how often that changes. */
function recorded(
  seen: (second: number) => Verdict,
  seconds: number,
  first: Verdict = 'met',
  stretch = 1,
  order = wanted,
) {
  let calm: Calm = atFirst
  let verdict = first
  const changes: [number, Verdict][] = []
  for (let second = 0; second < seconds; second += 1) {
    const scale = (milliseconds: number) => milliseconds / stretch
    const next = calmVerdict(verdict, seen(second), calm, instant(second), order, scale)
    if (next.verdict !== verdict) changes.push([second, next.verdict])
    ;({ verdict, calm } = next)
  }
  return { verdict, changes }
}

describe('the verdict that is recorded of a gate', () => {
  it('is the better one at once where it never got worse', () => {
    expect(recorded(() => 'met', 3, 'unknown').changes).toEqual([[0, 'met']])
  })

  it('is the worse one at once, always', () => {
    const seen = (second: number) => (second < 2 ? 'met' : second < 4 ? 'unknown' : 'unmet')
    expect(recorded(seen, 10).changes).toEqual([
      [2, 'unknown'],
      [4, 'unmet'],
    ])
  })

  it('is the better one again only after it held', () => {
    expect(recorded((second) => (second === 1 ? 'unmet' : 'met'), 10).changes).toEqual([
      [1, 'unmet'],
      [6, 'met'],
    ])
    const interrupted = (second: number): Verdict => (second === 1 || second === 4 ? 'unmet' : 'met')
    expect(recorded(interrupted, 20).changes).toEqual([
      [1, 'unmet'],
      [9, 'met'],
    ])
  })

  it('begins to hold anew after a hole in which nobody looked, unless looks are meant to be that far apart', () => {
    const looks: [Verdict, Verdict, number][] = [
      ['met', 'unmet', 0],
      ['unmet', 'met', 1],
      ['unmet', 'met', 61],
    ]
    const last = (apart?: number) =>
      looks.reduce<{ verdict: Verdict; calm: Calm }>(
        ({ calm }, [before, seen, second]) =>
          calmVerdict(before, seen, calm, instant(second), wanted, (one) => one, apart),
        { verdict: 'met', calm: atFirst },
      )
    expect(last().verdict).toBe('unmet')
    expect(last(90_000).verdict).toBe('met')
  })

  it('of a gate that flaps for an hour is written a bounded number of times, and is the worse one meanwhile', () => {
    const every = (period: number) => (second: number) => (second % period < period / 2 ? 'met' : 'unmet')
    expect(recorded(every(2), 3_600).changes).toHaveLength(1)
    for (const period of [20, 60, 150]) expect(recorded(every(period), 3_600).changes.length).toBeLessThan(70)
    expect(recorded(every(20), 3_600).verdict).toBe('unmet')
  })

  it('is believed at once again after ten quiet minutes', () => {
    const { changes } = recorded((second) => (second === 1 || (second > 700 && second < 705) ? 'unmet' : 'met'), 720)
    expect(changes.slice(2)).toEqual([
      [701, 'unmet'],
      [709, 'met'],
    ])
  })

  it('of a fact that speaks against something is the bad one when it is met', () => {
    const { changes } = recorded((second) => (second === 1 ? 'met' : 'unmet'), 10, 'unmet', 1, unwanted)
    expect(changes).toEqual([
      [1, 'met'],
      [6, 'unmet'],
    ])
  })

  it('is held in the time of the environment', () => {
    expect(recorded((second) => (second === 1 ? 'unmet' : 'met'), 10, 'met', 4).changes.at(-1)).toEqual([3, 'met'])
  })
})
