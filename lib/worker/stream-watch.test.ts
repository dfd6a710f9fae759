import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '@/lib/db/client'
import { StreamWatch, type StreamMark } from './stream-watch'

/** A watch whose database answers when it is told to, and the one voice it hears. */
function scene() {
  let say: (notice: string | null) => void = () => undefined
  const questions: ((rows: ({ stream: string } & StreamMark)[]) => void)[] = []
  const database = { $queryRaw: () => new Promise((resolve) => questions.push(resolve)) } as unknown as Database
  const watch = new StreamWatch(database, {
    subscribe: (_channel, nudged) => {
      say = nudged
      return () => undefined
    },
  })
  const rung: string[] = []
  const stop = ['incident:a', 'incident:b'].map((stream) => watch.subscribe(stream, () => rung.push(stream)))
  const answer = async (hash: string, stops: string[] = []) => {
    questions.shift()?.(['incident:a', 'incident:b'].map((stream) => ({ stream, hash: `${stream} ${hash}`, stops })))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const notice = (stream: string, hash?: string) => say(JSON.stringify({ stream, position: 7, hash }))
  return { watch, rung, stop, questions, answer, poll: () => say(null), notice, say: (text: string) => say(text) }
}

afterEach(() => vi.restoreAllMocks())

describe('which streams have moved', () => {
  it('is not known before it was asked, and then asked once for all', async () => {
    const { watch, questions, answer, poll, rung } = scene()
    expect(watch.mark('incident:a')).toBeNull()
    poll()
    poll()
    expect(questions).toHaveLength(1)
    await answer('1')
    expect(watch.mark('incident:a')).toEqual({ hash: 'incident:a 1', stops: [] })
    expect(rung).toEqual(['incident:a', 'incident:b'])
    poll()
    await answer('1')
    expect(rung, 'nothing moved').toHaveLength(2)
  })

  it('is told by a notice, to whoever drives that stream', async () => {
    const { watch, answer, poll, notice, rung } = scene()
    poll()
    await answer('1')
    rung.length = 0
    notice('incident:a', 'incident:a 2')
    expect(rung).toEqual(['incident:a'])
    expect(watch.mark('incident:a')?.hash).toBe('incident:a 2')
    notice('incident:a')
    expect(watch.mark('incident:a'), 'a stop was registered, or something else is there to be looked at').toBeNull()
  })

  it('does not believe an answer to a question from before a notice', async () => {
    const { watch, answer, poll, notice } = scene()
    poll()
    notice('incident:a', 'incident:a 2')
    await answer('1')
    expect(watch.mark('incident:a')).toBeNull()
    expect(watch.mark('incident:b')?.hash).toBe('incident:b 1')
  })

  it('is asked where a notice says nothing of a stream: anybody may send one', async () => {
    const { watch, answer, say, questions } = scene()
    for (const text of ['', 'x', '7', 'null', '{}']) say(text)
    expect(questions).toHaveLength(1)
    await answer('1')
    expect(watch.mark('incident:a')?.hash).toBe('incident:a 1')
  })

  it('grows old where the database says nothing any more', async () => {
    const { watch, answer, poll } = scene()
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000)
    poll()
    await answer('1')
    now.mockReturnValue(2_400)
    expect(watch.mark('incident:a')).not.toBeNull()
    now.mockReturnValue(2_600)
    expect(watch.mark('incident:a')).toBeNull()
  })

  it('is known of what this process appends itself, unless the stream was heard to move meanwhile', async () => {
    const { watch, answer, poll, notice } = scene()
    poll()
    await answer('1')
    const append = (hash: string, meanwhile: () => void = () => undefined) =>
      watch.appending(
        'incident:a',
        () => (meanwhile(), Promise.resolve(hash)),
        (ends) => ends,
      )
    await append('own')
    expect(watch.mark('incident:a')?.hash).toBe('own')
    await append('own 2', () => notice('incident:a', 'own 2'))
    expect(watch.mark('incident:a')?.hash).toBe('own 2')
    await append('own 3', () => notice('incident:a', 'of another, behind own 3'))
    expect(watch.mark('incident:a')?.hash).toBe('of another, behind own 3')
    await append('own 4', () => notice('incident:a'))
    expect(watch.mark('incident:a'), 'a stop was registered').toBeNull()
  })

  it('waits for what is appended here, and for nothing that hangs', async () => {
    const { watch } = scene()
    let appended: () => void = () => undefined
    const hangs = new Promise<string>((resolve) => (appended = () => resolve('own')))
    const order: string[] = []
    const append = () => hangs.finally(() => order.push('appended'))
    const appending = watch.appending('incident:a', append, (ends) => ends)
    const settled = watch.settled('incident:a').then(() => order.push('settled'))
    appended()
    await Promise.all([settled, appending])
    expect(order).toEqual(['appended', 'settled'])
    void watch.appending(
      'incident:a',
      () => new Promise<string>(() => undefined),
      (ends) => ends,
    )
    await watch.settled('incident:a')
  })

  it('is asked of nothing that nobody drives any more', () => {
    const { stop, poll, questions } = scene()
    for (const end of stop) end()
    poll()
    expect(questions).toHaveLength(0)
  })
})
