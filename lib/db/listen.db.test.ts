import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { appendEntries } from './append-entries'
import { connectionUrl } from './connection-url'
import { listen, type Listener } from './listen'
import { lockStream } from './lock-streams'
import { withTransaction } from './transaction'

let test: TestDatabase
const listeners: Listener[] = []
beforeAll(async () => {
  test = await createTestDatabase()
})
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()))
})
afterAll(() => test.drop())

async function start(pollMilliseconds: number): Promise<Listener> {
  const listener = await listen(test.url, { pollMilliseconds })
  listeners.push(listener)
  return listener
}

function append(stream: string, fail = false) {
  return withTransaction(test.database, async (tx) => {
    const event = { type: 'note.taken', version: 1, payload: {} }
    const entries = await appendEntries(tx, await lockStream(tx, stream), { person: 'ada' }, [event, event])
    if (fail) throw new Error('rolled back')
    return entries
  })
}

async function terminateListener(): Promise<void> {
  const owner = new Client({ connectionString: connectionUrl(test.ownerUrl) })
  await owner.connect()
  const { rowCount } = await owner.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE application_name = 'breakwater-listen' AND datname = current_database()`,
  )
  await owner.end()
  expect(rowCount).toBe(1)
}

describe('listening', () => {
  it('hears of a commit at once, where to look and never what was written, and of nothing rolled back', async () => {
    const listener = await start(60_000)
    expect(listener.state()).toBe('listening')
    const heard: (string | null)[] = []
    listener.subscribe('journal', (notice) => heard.push(notice))
    await expect(append('s', true)).rejects.toThrow('rolled back')
    const entries = await append('s')
    await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 300, interval: 5 })
    const { position, hash } = entries.at(-1) ?? {}
    expect(JSON.parse(heard[0] ?? '')).toEqual({ stream: 's', position, hash })
  })

  it('calls subscribers by the clock when nothing is heard, until they leave', async () => {
    const listener = await start(20)
    const nudged = vi.fn()
    const leave = listener.subscribe('silence', nudged)
    await vi.waitFor(() => expect(nudged.mock.calls.length).toBeGreaterThan(3))
    expect(nudged).toHaveBeenCalledWith(null)
    leave()
    nudged.mockClear()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(nudged).not.toHaveBeenCalled()
  })

  it('comes back after its connection was cut, and calls everybody for what it missed', async () => {
    const listener = await start(60_000)
    const heard: (string | null)[] = []
    listener.subscribe('journal', (notice) => heard.push(notice))
    await terminateListener()
    await vi.waitFor(() => expect(listener.state()).toBe('polling'))
    await vi.waitFor(() => expect(listener.state()).toBe('listening'), { timeout: 5_000 })
    expect(heard).toEqual([null])
    await append('again')
    await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 300, interval: 5 })
  })

  it('polls while there is no database at all, and ends when told to', async () => {
    const nowhere = new URL(test.url)
    nowhere.port = '1'
    const listener = await listen(nowhere.href, { pollMilliseconds: 20 })
    const nudged = vi.fn()
    listener.subscribe('journal', nudged)
    expect(listener.state()).toBe('polling')
    await vi.waitFor(() => expect(nudged.mock.calls.length).toBeGreaterThan(2))
    await listener.close()
  })
})
