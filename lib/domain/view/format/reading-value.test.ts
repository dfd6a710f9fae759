import { expect, it } from 'vitest'
import { readingValue } from './reading-value'

it.each<[string | number | boolean, string]>([
  ['', 'empty'],
  ['failing-over', 'failing-over'],
  [true, 'true'],
  [0, '0'],
  [1_764_173, '1764173'],
  [0.8717948717948718, '0.8718'],
  ['0.8717948717948718', '0.8718'],
  ['16.8.1', '16.8.1'],
  [0.5, '0.5'],
  [1329.0437, '1329'],
  [0.00012345, '0.0001234'],
])('%s is read as %s', (value, words) => {
  expect(readingValue(value)).toBe(words)
})
