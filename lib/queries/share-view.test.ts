import { expect, it, vi } from 'vitest'
import { shareView } from './share-view'

it('is read once for all who ask for the same version', async () => {
  const load = vi.fn(() => Promise.resolve({}))
  const views = await Promise.all([1, 2, 3].map(() => shareView('a', '7', 1_000, load)))
  expect(load).toHaveBeenCalledTimes(1)
  expect(new Set(views).size).toBe(1)
})

it('is read anew for a newer version, for another key, and when it is too old', async () => {
  const load = vi.fn(() => Promise.resolve({}))
  await shareView('b', '7', 1_000, load)
  await shareView('b', '8', 1_000, load)
  await shareView('c', '8', 1_000, load)
  await shareView('c', '8', 0, load)
  expect(load).toHaveBeenCalledTimes(4)
})

it('does not share a failure', async () => {
  await expect(shareView('d', '1', 1_000, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await expect(shareView('d', '1', 1_000, () => Promise.resolve('there'))).resolves.toBe('there')
})
