import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInvalidator } from './invalidate'
import { oneAtATime } from './one-at-a-time'
import { throttle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a throttle works at once, then once more for whatever came meanwhile', () => {
  const work = vi.fn()
  const run = throttle(100, work)
  for (let i = 0; i < 3; i += 1) run()
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_100)
  expect(work).toHaveBeenCalledTimes(2)
})

it('one at a time never cuts work off, and does it once more for all that came meanwhile', async () => {
  let running = 0
  let most = 0
  let done = 0
  const run = oneAtATime(
    () => 100,
    async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 400))
      running -= 1
      done += 1
    },
  )
  for (let i = 0; i < 10; i += 1) {
    run()
    await vi.advanceTimersByTimeAsync(30)
  }
  await vi.advanceTimersByTimeAsync(2_000)
  expect({ most, done }).toEqual({ most: 1, done: 2 })
})

const entry = (stream: string, type: string | null = 'run.goGiven') => ({
  position: 1,
  stream,
  sequence: 1,
  type,
  at: 'now',
})
const keys = [['incident', 'INC-1'], ['incident', 'INC-2'], ['incidents'], ['shell']]
const all = keys.map((key) => key.join('/'))

/** Which of the views on a page are fetched again. */
function refetched(say: (listener: ReturnType<typeof createInvalidator>) => void, readings = false): string[] {
  const client = new QueryClient()
  for (const queryKey of keys) client.getQueryCache().build(client, { queryKey, meta: { readings } }, undefined)
  say(createInvalidator(client))
  const stale = client.getQueryCache().findAll({ predicate: ({ state }) => state.isInvalidated })
  return stale.map((query) => query.queryKey.join('/'))
}

describe('what is heard concerns', () => {
  it.each<[string, Parameters<typeof refetched>[0], string[]]>([
    [
      'of one incident: it and the lists',
      (l) => l.entry(entry('incident:INC-1')),
      ['incident/INC-1', 'incidents', 'shell'],
    ],
    [
      'of a step: not the bar of every page',
      (l) => l.entry(entry('incident:INC-1', 'step.judged')),
      ['incident/INC-1', 'incidents'],
    ],
    [
      'told to a sponsor without its type: the bar too',
      (l) => l.entry(entry('incident:INC-1', null)),
      ['incident/INC-1', 'incidents', 'shell'],
    ],
    ['of another stream: everything', (l) => l.entry(entry('plan:orderflow')), all],
    ['coming back: everything', (l) => l.connected(), all],
    ['readings: views without readings not', (l) => l.readings([]), []],
  ])('%s', (_, say, views) => {
    expect(refetched(say)).toEqual(views)
  })

  it('readings: every view that shows readings', () => {
    expect(refetched((listener) => listener.readings(['lag']), true)).toEqual(all)
  })
})

it('many pages of a busy server ask each at a moment of its own, and no more often than it wants', async () => {
  const asked: number[][] = Array.from({ length: 50 }, () => [])
  const stops = asked.map((at) => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
    const queryFn = () => (at.push(Date.now()), Promise.resolve('new'))
    const stop = new QueryObserver(client, { queryKey: ['incidents'], queryFn, initialData: 'old' }).subscribe(
      () => undefined,
    )
    const listener = createInvalidator(client)
    listener.pace(2_000)
    const news = setInterval(() => listener.entry(entry('incident:INC-1')), 200)
    return () => (stop(), clearInterval(news))
  })
  const began = Date.now()
  await vi.advanceTimersByTimeAsync(20_200)
  for (const stop of stops) stop()
  const inThird = asked.filter(([first]) => first !== undefined && first - began < 700).length
  expect(inThird).toBeGreaterThan(5)
  expect(inThird).toBeLessThan(35)
  for (const at of asked) {
    expect(at.length).toBeGreaterThan(4)
    for (const [index, moment] of at.slice(1).entries()) expect(moment - (at[index] ?? 0)).toBeGreaterThanOrEqual(2_000)
  }
})

it('asks again for a view that could not be fetched, even when nothing more is heard', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  let answers = 0
  const queryFn = () => {
    answers += 1
    return answers === 1 ? Promise.reject(new Error('busy')) : Promise.resolve('new')
  }
  const observer = new QueryObserver(client, { queryKey: ['incidents'], queryFn, initialData: 'old' })
  const stop = observer.subscribe(() => undefined)
  createInvalidator(client).entry(entry('incident:INC-1'))
  await vi.advanceTimersByTimeAsync(500)
  expect(observer.getCurrentResult().data).toBe('old')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(observer.getCurrentResult().data).toBe('new')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(answers).toBe(2)
  stop()
})

it('a page without a session asks for nothing again, however often its views failed', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  let signedOut = false
  let asked = 0
  const observer = new QueryObserver(client, {
    queryKey: ['incidents'],
    queryFn: () => {
      asked += 1
      signedOut = true
      return Promise.reject(new Error('401'))
    },
    initialData: 'old',
    staleTime: Infinity,
  })
  const stop = observer.subscribe(() => undefined)
  const listener = createInvalidator(client, () => !signedOut)
  listener.connected()
  await vi.advanceTimersByTimeAsync(30_000)
  listener.entry(entry('incident:INC-1'))
  await vi.advanceTimersByTimeAsync(30_000)
  stop()
  expect(asked).toBe(1)
})
