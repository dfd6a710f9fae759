import { expect, it } from 'vitest'
import { Places } from './places'

const soon = () => new Promise((resolve) => setImmediate(resolve))

it('lets no more in than there are places, in the order they came, whatever becomes of those before', async () => {
  const places = new Places(2)
  const began: number[] = []
  const ends: ((fails: boolean) => void)[] = []
  const held = [0, 1, 2, 3].map((one) =>
    places.hold(() => {
      began.push(one)
      return new Promise<number>((resolve, reject) => {
        ends[one] = (fails) => (fails ? reject(new Error(`${one} fails`)) : resolve(one))
      })
    }),
  )
  await soon()
  expect(began).toEqual([0, 1])
  ends[1]?.(true)
  await expect(held[1]).rejects.toThrow('1 fails')
  await soon()
  expect(began).toEqual([0, 1, 2])
  const late = places.hold(() => Promise.resolve(4))
  ends[0]?.(false)
  await soon()
  expect(began, 'who came later waits behind').toEqual([0, 1, 2, 3])
  ends[2]?.(false)
  ends[3]?.(false)
  expect(await Promise.all([held[0], held[2], held[3], late])).toEqual([0, 2, 3, 4])
})
