import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

it('acts once among all workers at each point that a directory names', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'breakwater-points-'))
  try {
    for (const point of ['S7:after-intent', 'S8:after-intent', 'S8:before-send'])
      writeFileSync(join(directory, point), '')
    const once = { BREAKWATER_CRASH_ONCE: directory }
    expect(await reached(once)).toEqual([])
    expect(await reached({ ...once, BREAKWATER_TEST_HOOKS: '1' })).toEqual(['SIGKILL', 'SIGKILL'])
    expect(await reached({ ...once, BREAKWATER_TEST_HOOKS: '1' })).toEqual([])
    expect(readdirSync(directory)).toEqual(['S8:before-send'])
  } finally {
    rmSync(directory, { recursive: true })
  }
})
