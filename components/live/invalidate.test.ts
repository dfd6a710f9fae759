import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createInvalidator, throttle } from './invalidate'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('works at once, then once more for whatever came meanwhile', () => {
  const work = vi.fn()
  const run = throttle(100, work)
  run()
  run()
  run()
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(work).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1_000)
  expect(work).toHaveBeenCalledTimes(2)
})

const entry = (stream: string) => ({ position: 1, stream, sequence: 1, type: 'x', at: 'now' })
const keys = [['incident', 'INC-1'], ['incident', 'INC-2'], ['incidents'], ['posture']]

function stale(say: (listener: ReturnType<typeof createInvalidator>) => void): string[] {
  const client = new QueryClient()
  for (const key of keys) client.setQueryData(key, {})
  say(createInvalidator(client))
  return keys.filter((key) => client.getQueryState(key)?.isInvalidated === true).map((key) => key.join('/'))
}

it('an entry of an incident concerns that incident and the lists, not other incidents', () => {
  expect(stale((listener) => listener.entry(entry('incident:INC-1')))).toEqual([
    'incident/INC-1',
    'incidents',
    'posture',
  ])
})

it('an entry of any other stream, and coming back, concern everything', () => {
  const all = keys.map((key) => key.join('/'))
  expect(stale((listener) => listener.entry(entry('plan:orderflow')))).toEqual(all)
  expect(stale((listener) => listener.connected())).toEqual(all)
})

it('readings concern only views that show readings', () => {
  const client = new QueryClient()
  for (const readings of [true, false])
    client.getQueryCache().build(client, { queryKey: ['view', String(readings)], meta: { readings } }, undefined)
  createInvalidator(client).readings(['lag'])
  const invalidated = client
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
  expect(invalidated.map((query) => query.queryKey[1])).toEqual(['true'])
})
