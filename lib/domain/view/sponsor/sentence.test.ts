import { describe, expect, it } from 'vitest'
import { elapsedWords, lastKnown, sentenceAt, spanWords, text } from './sentence'

describe('spans in plain words', () => {
  it.each([
    [87_000, 181_000, '1½ to 3 minutes'],
    [60_000, 60_000, '1 minute'],
    [118_000, 124_000, 'about 2 minutes'],
    [25_000, 65_000, '½ to 1 minute'],
    [600_000, 980_000, '10 to 16 minutes'],
    [3_600_000, 7_100_000, '1 to 2 hours'],
  ])('%d to %d ms is %s', (low, high, words) => expect(spanWords(low, high)).toBe(words))

  it.each([
    [46_900, '46 s'],
    [406_000, '6 min 46 s'],
    [3_900_000, '1 h 5 min'],
    [262_800_000, '3 days 1 h'],
    [-5, '0 s'],
  ])('%d ms have passed as %s', (milliseconds, words) => expect(elapsedWords(milliseconds)).toBe(words))
})

it('foretells nothing once the server is not heard any more', () => {
  const down = [
    text('Checkout has been down '),
    { kind: 'elapsed', from: '2026-11-19T02:44:09Z', until: null } as const,
  ]
  const said = lastKnown([down, [{ kind: 'expected', p50: 0, p95: 100_000 }]]).map((one) => sentenceAt(one, 0))
  expect(said[0]).toMatch(/^Checkout has been down/)
  expect(said[1]).toBe('We cannot tell now when it will be back: this page hears nothing new.')
})

describe('when it is back', () => {
  const expected = (now: number) => sentenceAt([{ kind: 'expected', p50: 100_000, p95: 200_000 }], now)
  it.each([
    [0, 'Expected back in 1½ to 3½ minutes.'],
    [90_000, 'Expected back within 2 minutes.'],
    [199_000, 'Expected back within ½ minute.'],
    [200_000, 'It takes longer than expected. We cannot tell when it will be back.'],
  ])('at %d', (now, words) => expect(expected(now)).toBe(words))
})
