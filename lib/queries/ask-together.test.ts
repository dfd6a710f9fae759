import { expect, it } from 'vitest'
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

it('a failure is told to whoever asked together, and to nobody after them', async () => {
  let fails = true
  const ask = askTogether(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve('here')))
  const both = [ask(1), ask(2)]
  for (const one of both) await expect(one).rejects.toThrow('away')
  fails = false
  expect(await ask(3)).toBe('here')
})
