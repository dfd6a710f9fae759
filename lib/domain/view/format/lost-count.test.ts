import { expect, it } from 'vitest'
import { lostCount } from './lost-count'

it.each([
  [1_006, false, 'about 1,010 orders'],
  [1_006, true, '1,006 orders'],
  [0, true, '0 orders'],
  [null, false, null],
])('%s, counted %s: %s', (count, counted, words) => {
  expect(lostCount({ count, noun: 'orders' }, counted)).toBe(words)
})
