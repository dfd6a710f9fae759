import { describe, expect, it } from 'vitest'
import { aboutCount, groupedHex, wholeNumber } from './amount'

describe('amounts', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [93, '93'],
    [930.3, '930'],
    [1_993.5, '1,990'],
    [27_340, '27,300'],
  ])('about %d is %s', (value, words) => expect(aboutCount(value)).toBe(words))

  it('groups thousands and hex', () => {
    expect(wholeNumber(812_000)).toBe('812,000')
    expect(groupedHex('9c41d07e55b21fa8ffff')).toBe('9c41 d07e 55b2 1fa8')
  })
})
