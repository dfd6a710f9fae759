import { afterEach, expect, it, vi } from 'vitest'
import { createCrashPoints } from './crash-points'

afterEach(() => vi.restoreAllMocks())

const reached = async (variables: Record<string, string>) => {
  const sent: unknown[] = []
  vi.spyOn(process, 'kill').mockImplementation((_, signal) => {
    sent.push(signal)
    return true
  })
  const reach = createCrashPoints(variables)
  for (const step of ['S7', 'S7', 'S8']) await reach('after-intent', step)
  return sent
}

it('acts once at the named point, under test alone', async () => {
  const at = { BREAKWATER_CRASH_AT: 'S7:after-intent', BREAKWATER_STOP_AT: 'S8:after-intent' }
  expect(await reached({ ...at, BREAKWATER_TEST_HOOKS: '1' })).toEqual(['SIGKILL', 'SIGSTOP'])
  expect(await reached(at)).toEqual([])
  expect(await reached({ ...at, BREAKWATER_TEST_HOOKS: '0' })).toEqual([])
})
