import { afterEach, expect, it, vi } from 'vitest'
import { askTogether } from './ask-together'

function counted() {
  const asked: number[][] = []
  const answers: (() => void)[] = []
  const ask = askTogether((questions: readonly number[]) => {
    asked.push([...questions])
    return new Promise<number>((resolve) => answers.push(() => resolve(asked.length)))
  })
  return { asked, ask, answer: () => answers.shift()?.() }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('asks once for all who come together', async () => {
  const { asked, ask, answer } = counted()
  const all = [ask(1), ask(2), ask(3)]
  await turn()
  expect(asked).toEqual([[1, 2, 3]])
  answer()
  expect(await Promise.all(all)).toEqual([1, 1, 1])
})

it('gives nobody an answer that was asked for before they came', async () => {
  const { asked, ask, answer } = counted()
  const first = ask(1)
  await turn()
  const late = [ask(2), ask(3)]
  await turn()
  expect(asked).toEqual([[1]])
  answer()
  expect(await first).toBe(1)
  await turn()
  expect(asked).toEqual([[1], [2, 3]])
  answer()
  expect(await Promise.all(late)).toEqual([2, 2])
})

afterEach(() => vi.useRealTimers())

it('asks again for those who come later while a question hangs, and answers each by one asked after they came', async () => {
  vi.useFakeTimers()
  const { asked, ask, answer } = counted()
  void ask(1)
  await vi.advanceTimersByTimeAsync(149)
  const [second, third] = [ask(2), ask(3)]
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([[1]])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual([[1], [2, 3]])
  const fourth = ask(4)
  await vi.advanceTimersByTimeAsync(150)
  expect(asked).toEqual([[1], [2, 3], [4]])
  // The first hangs on: the others are answered, each by their own.
  const late = [second, third, fourth].map((one) => one.then((answered) => answered))
  answer()
  answer()
  answer()
  expect(await Promise.all(late)).toHaveLength(3)
})

it('a question that ends frees the next at once, also after one that was overdue', async () => {
  vi.useFakeTimers()
  const { asked, ask, answer } = counted()
  const all = [ask(1)]
  await vi.advanceTimersByTimeAsync(200)
  all.push(ask(2))
  await vi.advanceTimersByTimeAsync(0)
  all.push(ask(3))
  // The first, late: what it frees was free before.
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([[1], [2]])
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([[1], [2], [3]])
  answer()
  await Promise.all(all)
})

it('a failure is told to whoever asked together, and to nobody after them', async () => {
  let fails = true
  const ask = askTogether(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve('here')))
  const both = [ask(1), ask(2)]
  for (const one of both) await expect(one).rejects.toThrow('away')
  fails = false
  expect(await ask(3)).toBe('here')
})
