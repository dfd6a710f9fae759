import { expect, it } from 'vitest'
import { inParallel } from './in-parallel'

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('keeps the order of what it maps, with no more under way than told', async () => {
  let under = 0
  let most = 0
  const doubled = await inParallel([3, 1, 2, 5, 4], 2, async (item) => {
    most = Math.max(most, (under += 1))
    for (let wait = 0; wait < item; wait += 1) await turn()
    under -= 1
    return item * 2
  })
  expect(doubled).toEqual([6, 2, 4, 10, 8])
  expect(most).toBe(2)
})

it('begins nothing after a failure, and throws it once nothing is under way any more', async () => {
  const begun: string[] = []
  let arrived = false
  const work = inParallel(['slow', 'refused', 'never'], 2, async (item) => {
    begun.push(item)
    if (item === 'refused') throw new Error('refused')
    for (let wait = 0; wait < 5; wait += 1) await turn()
    arrived = true
  })
  await expect(work).rejects.toThrow('refused')
  expect(arrived, 'what was under way has ended').toBe(true)
  expect(begun).toEqual(['slow', 'refused'])
})
