import { expect, it } from 'vitest'
import { wrapText } from './wrap-text'

const measure = (text: string) => [...text].length

it.each([
  ['', 5, ['']],
  ['one two three', 7, ['one two', 'three']],
  ['one two three', 100, ['one two three']],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['ab cdefghij', 4, ['ab', 'cdef', 'ghij']],
  ['one\r\ntwo\nthree', 10, ['one', 'two', 'three']],
  ['   abcdefgh', 6, ['   abc', 'defgh']],
  ['a\tb', 10, ['a  b']],
])('%j within %d is %j', (text, width, lines) => {
  expect(wrapText(text, width, measure)).toEqual(lines)
})

it('loses no letter and keeps to the width, however long the words', () => {
  const text = 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2 was promoted by whoever was there '.repeat(7)
  for (const width of [1, 3, 17, 80]) {
    const lines = wrapText(text, width, measure)
    expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(width)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  }
})
