import { expect, it } from 'vitest'
import { visible } from './terminal'

it.each([
  ['verified: 3 entries\n\tin full', 'verified: 3 entries\n\tin full'],
  ['\u001b[2K\u001b[1Averified', '\\u001b[2K\\u001b[1Averified'],
  ['one\rtwo\u0008', 'one\\u000dtwo\\u0008'],
  ['\u009b2J', '\\u009b2J'],
  ['a\u202eb\u2028c', 'a\\u202eb\\u2028c'],
  ['Ünï 日本 👩‍🚒', 'Ünï 日本 👩‍🚒'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

it('leaves JSON what it was', () => {
  const value = { place: 'a\u009b\u001b[2J\u202e' }
  const shown = visible(JSON.stringify(value, null, 2))
  expect(shown).not.toMatch(/[\u009b\u202e]/)
  expect(JSON.parse(shown)).toEqual(value)
})
