import { expect, it } from 'vitest'
import { createStreamPlaces } from './stream-places'

it('gives the newest streams of a session their places and tells the oldest to go, of nobody else', () => {
  const take = createStreamPlaces(3)
  const told: string[] = []
  const open = (session: string, name: string) => take(session, () => told.push(name))
  const [a1, a2] = [open('a', 'a1'), open('a', 'a2')]
  open('b', 'b1')
  open('a', 'a3')
  expect(told).toEqual([])
  open('a', 'a4')
  expect(told).toEqual(['a1'])
  // One that left by itself, or was told to, is not told again and holds no place.
  a1()
  a2()
  open('a', 'a5')
  expect(told).toEqual(['a1'])
  open('a', 'a6')
  expect(told).toEqual(['a1', 'a3'])
})
