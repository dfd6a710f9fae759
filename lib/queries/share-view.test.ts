import { expect, it, vi } from 'vitest'
import { createShare } from './share-view'

const share = createShare(10)
const at = (version: string, fresh = 1_000, apart = 0) => ({ version, fresh, apart })

it('is read once for all who ask for the same version', async () => {
  const load = vi.fn(() => Promise.resolve({}))
  const views = await Promise.all([1, 2, 3].map(() => share('a', at('7'), load)))
  expect(load).toHaveBeenCalledTimes(1)
  expect(new Set(views).size).toBe(1)
})

it('is read anew for a newer version, for another key, and when it is too old', async () => {
  const load = vi.fn(() => Promise.resolve({}))
  await share('b', at('7'), load)
  await share('b', at('8'), load)
  await share('c', at('8'), load)
  await share('c', at('8', 0), load)
  expect(load).toHaveBeenCalledTimes(4)
})

it('that costs much is read a while after the last time, and then holds what everybody had heard by then', async () => {
  let journal = 7
  const load = vi.fn(() => Promise.resolve(journal))
  const ask = (version: number) => share('e', at(String(version), 60_000, 80), load)
  expect(await ask(7)).toBe(7)
  journal = 8
  const early = ask(8)
  journal = 9
  const late = ask(9)
  expect(load, 'not yet').toHaveBeenCalledTimes(1)
  expect(await Promise.all([early, late])).toEqual([9, 9])
  expect(load).toHaveBeenCalledTimes(2)
})

it('does not share a failure', async () => {
  await expect(share('d', at('1'), () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await expect(share('d', at('1'), () => Promise.resolve('there'))).resolves.toBe('there')
})

it('forgets the oldest', async () => {
  const few = createShare(1)
  const load = vi.fn(() => Promise.resolve({}))
  for (const key of ['x', 'y', 'x']) await few(key, at('1'), load)
  expect(load).toHaveBeenCalledTimes(3)
})
