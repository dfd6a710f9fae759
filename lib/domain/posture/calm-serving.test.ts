import { describe, expect, it } from 'vitest'
import { calmServing, neverSaid } from './calm-serving'

type Seen = readonly [region: string, standby: boolean] | null

const instant = (seconds: number) => new Date(Date.UTC(2026, 10, 19) + seconds * 1_000).toISOString()

/** What is recorded of a boundary that is read so at each second. */
function recorded(seen: (second: number) => Seen, seconds: number): string[] {
  let calm = neverSaid
  const entries: string[] = []
  for (let second = 0; second < seconds; second += 1) {
    const read = seen(second)
    const news =
      read === null ? null : { promotionBoundary: 'seats', region: read[0], standby: read[1], readings: [], reason: '' }
    const next = calmServing(calm, news, instant(second), (milliseconds) => milliseconds)
    if (next.record !== null) entries.push(`${second} ${next.record.region} ${next.record.standby ? 'with' : 'alone'}`)
    calm = next.calm
  }
  return entries
}

describe('what is recorded of where a boundary runs', () => {
  it('is each change that holds, at once where nothing turned before', () => {
    const moves = (second: number): Seen =>
      second < 5 ? ['north', true] : second < 8 ? ['north', false] : ['south', false]
    expect(recorded(moves, 20)).toEqual(['0 north with', '5 north alone', '8 south alone'])
    expect(recorded((second) => (second < 5 ? ['north', true] : ['south', true]), 20)).toEqual([
      '0 north with',
      '5 south with',
    ])
  })

  it('is a standby that is back only after it held, and none across a silence', () => {
    const back = (second: number): Seen => ['north', second < 5 || second >= 8]
    expect(recorded(back, 30)).toEqual(['0 north with', '5 north alone', '12 north with'])
    expect(recorded((second) => (second === 10 ? null : back(second)), 30)).toEqual([
      '0 north with',
      '5 north alone',
      '15 north with',
    ])
  })

  it.each<[string, (second: number) => Seen, string]>([
    ['a standby that flaps each second', (second) => ['north', second % 2 === 0], 'alone'],
    ['a region that flaps each second', (second) => [second % 2 === 0 ? 'north' : 'south', true], 'with'],
    ['both', (second) => [second % 4 < 2 ? 'north' : 'south', second % 2 === 0], 'alone'],
    [
      'a standby that is silent in between',
      (second) => (second % 3 === 2 ? null : ['north', second % 3 === 0]),
      'alone',
    ],
  ])('is little of %s, and the worse of it', (_, seen, last) => {
    const entries = recorded(seen, 3_600)
    expect(entries.length).toBeLessThan(10)
    expect(entries.at(-1)).toContain(last)
  })

  it('is bounded whatever the rhythm', () => {
    for (const period of [10, 30, 90, 180])
      expect(recorded((second) => ['north', second % period < period / 2], 3_600).length).toBeLessThan(70)
  })
})
