import { expect, test } from 'vitest'
import { RangeSet } from './range-set'

test('numbers in a row cost one range', () => {
  const set = new RangeSet()
  for (let n = 1; n <= 1000; n += 1) set.add(n, n)
  expect(set.toJSON()).toEqual([[1, 1000]])
  expect(set.size()).toBe(1000)
})

test('an empty range adds nothing', () => {
  const set = new RangeSet()
  set.add(5, 4)
  expect(set.size()).toBe(0)
})

test('a copy does not change with its original', () => {
  const set = new RangeSet([[1, 3]])
  const copy = set.copy()
  set.add(4, 9)
  expect(copy.toJSON()).toEqual([[1, 3]])
})

test.each([
  ['touching at the end', [[1, 3]], [4, 6], [[1, 6]]],
  ['touching at the start', [[4, 6]], [1, 3], [[1, 6]]],
  [
    'bridging two',
    [
      [1, 2],
      [5, 6],
    ],
    [3, 4],
    [[1, 6]],
  ],
  [
    'swallowing several',
    [
      [2, 3],
      [5, 6],
      [9, 9],
    ],
    [1, 7],
    [
      [1, 7],
      [9, 9],
    ],
  ],
  ['inside one', [[1, 9]], [3, 4], [[1, 9]]],
  [
    'between two',
    [
      [1, 1],
      [9, 9],
    ],
    [5, 5],
    [
      [1, 1],
      [5, 5],
      [9, 9],
    ],
  ],
] as [string, [number, number][], [number, number], [number, number][]][])(
  'adding a range %s merges what touches',
  (_name, before, added, after) => {
    const set = new RangeSet(before)
    set.add(...added)
    expect(set.toJSON()).toEqual(after)
  },
)

test('it agrees with an ordinary set over many random ranges', () => {
  let seed = 7
  const random = (limit: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % limit
  }
  for (let round = 0; round < 200; round += 1) {
    const sets = [new RangeSet(), new RangeSet()] as const
    const plain = [new Set<number>(), new Set<number>()] as const
    for (let index = 0; index < 24; index += 1) {
      const which = index % 2 === 0 ? 0 : 1
      const first = random(120)
      const last = first + random(9)
      sets[which].add(first, last)
      for (let n = first; n <= last; n += 1) plain[which].add(n)
    }
    const expected = [...plain[0]].filter((n) => !plain[1].has(n)).sort((a, b) => a - b)
    const left = sets[0].minus(sets[1])
    expect(left.size()).toBe(expected.length)
    expect(expected.every((n) => left.has(n))).toBe(true)
    expect(sets[0].size()).toBe(plain[0].size)
  }
})
