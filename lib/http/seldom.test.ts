import { expect, it } from 'vitest'
import { createSeldom } from './seldom'

const heard = (places: number, calls: readonly (readonly [string, number])[]) => {
  const seldom = createSeldom(1_000, places)
  const said: string[] = []
  for (const [key, at] of calls) seldom(key, () => said.push(`${key} ${at}`), at)
  return said
}

it('says the same once in a while', () => {
  const calls = [
    ['a', 0],
    ['a', 999],
    ['b', 999],
    ['a', 1_000],
  ] as const
  expect(heard(9, calls)).toEqual(['a 0', 'b 999', 'a 1000'])
})

it('says no more than its places hold, however many different things there are', () => {
  const flood = Array.from({ length: 500 }, (_, i) => [`k${i}`, i] as const)
  expect(heard(3, flood)).toEqual(['k0 0', 'k1 1', 'k2 2'])
  expect(heard(3, [...flood, ['late', 5_000]])).toContain('late 5000')
})
