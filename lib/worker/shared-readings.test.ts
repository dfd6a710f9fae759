import { afterEach, expect, it, vi } from 'vitest'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { sharedReadings } from './shared-readings'

afterEach(() => vi.restoreAllMocks())

it('reads once for all who ask the same at about the same time, and again soon after, and after a failure', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const read = vi.fn(() => Promise.resolve({}))
  const latest = sharedReadings(read)
  const { plan, environment } = frozenPlan()
  const here = { plan, environment }
  await Promise.all([latest(here), latest({ ...here }), latest(here)])
  expect(read).toHaveBeenCalledTimes(1)
  await latest({ plan, environment: { ...environment } })
  expect(read, 'another version is another question').toHaveBeenCalledTimes(2)
  now.mockReturnValue(1_200)
  await latest(here)
  expect(read).toHaveBeenCalledTimes(3)
  now.mockReturnValue(1_400)
  read.mockImplementationOnce(() => Promise.reject(new Error('away')))
  await expect(latest(here)).rejects.toThrow('away')
  await latest(here)
  expect(read).toHaveBeenCalledTimes(5)
})
