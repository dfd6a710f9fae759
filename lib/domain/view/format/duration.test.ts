import { describe, expect, it } from 'vitest'
import { ageWords, clockFace, clockRange, lossWords, spanWords, stepTime } from './duration'

describe('durations as people read them', () => {
  it.each([
    [0, '00:00', '0:00'],
    [999, '00:00', '0:00'],
    [406_000, '06:46', '6:46'],
    [3_599_999, '59:59', '59:59'],
    [6_603_000, '1:50:03', '1:50:03'],
    [35_999_999, '9:59:59', '9:59:59'],
    [43_500_000, '12:05 h', '12:05 h'],
    [933_173_000, '10.7 d', '10.7 d'],
    [-500, '00:00', '0:00'],
    [-61_000, '-01:01', '-1:01'],
  ])('%d ms is %s on a clock and %s on a step', (milliseconds, face, step) => {
    expect(clockFace(milliseconds)).toBe(face)
    expect(stepTime(milliseconds)).toBe(step)
  })

  it.each([
    [134_000, 226_000, '02:14–03:46'],
    [134_000, 134_900, '02:14'],
    [3_500_000, 3_700_000, '0:58–1:01 h'],
    [6_603_000, 6_723_000, '1:50–1:52 h'],
    [43_500_000, 45_900_000, '12:05–12:45 h'],
    [355_000_000, 370_000_000, '4.0–4.2 d'],
    [933_173_000, 933_273_000, '10.7 d'],
  ])('between %d and %d ms is %s', (from, to, words) => expect(clockRange(from, to)).toBe(words))

  it.each([
    [-20, '0 s'],
    [38_900, '38 s'],
    [119_000, '119 s'],
    [840_000, '14 min'],
    [10_800_000, '3 h'],
    [3_542_400_000, '41 d'],
  ])('an age of %d ms is %s', (milliseconds, words) => expect(ageWords(milliseconds)).toBe(words))

  it.each([
    [0, '0'],
    [250, '250 ms'],
    [1_500, '1.5 s'],
    [60_000, '60 s'],
    [90_000, '90 s'],
    [300_000, '5 min'],
    [14_400_000, '4 h'],
    [172_800_000, '48 h'],
    [7_776_000_000, '90 d'],
  ])('a span of %d ms is written %s', (milliseconds, words) => expect(spanWords(milliseconds)).toBe(words))

  it.each([
    [700, '0.70 s'],
    [1_500, '1.50 s'],
    [38_400, '38 s'],
    [185_000, '3 min 5 s'],
  ])('a loss of %d ms is %s', (milliseconds, words) => expect(lossWords(milliseconds)).toBe(words))
})
