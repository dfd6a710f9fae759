import { describe, expect, it } from 'vitest'
import { createHashingQueue } from './hashing-queue'

/** Work that ends when it is told to. */
function createWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    of: (name: string) => () =>
      new Promise<string>((resolve) => {
        begun.push(name)
        ends.set(name, () => resolve(name))
      }),
    end: async (name: string) => {
      ends.get(name)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const limits = { places: 2, waitingOfLane: 3, waiting: 5 }
const stranger = (lane: string) => ({ lane, known: false })
const known = (lane: string) => ({ lane, known: true })

describe('the queue of what is costly', () => {
  it('works on one of a lane at a time, and a lane that is flooded waits behind itself', async () => {
    const [inTurn, work] = [createHashingQueue(limits), createWork()]
    for (const name of ['a1', 'a2', 'a3', 'a4']) void inTurn(stranger('a'), work.of(name))
    expect(work.begun).toEqual(['a1'])
    expect(await inTurn(stranger('a'), work.of('a5'))).toBe('full')
    void inTurn(stranger('b'), work.of('b1'))
    await work.end('a1')
    await work.end('a2')
    expect(work.begun).toEqual(['a1', 'a2', 'a3'])
  })

  it('always has a place for somebody known, however many strangers there are', async () => {
    const [inTurn, work] = [createHashingQueue(limits), createWork()]
    const lanes = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const lane of lanes) void inTurn(stranger(lane), work.of(lane))
    expect(await inTurn(stranger('g'), work.of('g'))).toBe('full')
    expect(work.begun).toEqual(['a'])
    const answer = inTurn(known('mara'), work.of('mara'))
    expect(work.begun).toEqual(['a', 'mara'])
    void inTurn(known('tomas'), work.of('tomas'))
    await work.end('mara')
    expect(await answer).toBe('mara')
    expect(work.begun).toEqual(['a', 'mara', 'tomas'])
  })

  it('lets the next in when one fails', async () => {
    const [inTurn, work] = [createHashingQueue(limits), createWork()]
    const failing = inTurn(stranger('a'), () => Promise.reject(new Error('no')))
    void inTurn(stranger('a'), work.of('a2'))
    await expect(failing).rejects.toThrow('no')
    await new Promise((resolve) => setImmediate(resolve))
    expect(work.begun).toEqual(['a2'])
  })
})
