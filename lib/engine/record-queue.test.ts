import { describe, expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import { DatabaseAway } from './database-away'
import type { Recorded } from './ports'
import { RecordQueue } from './record-queue'

const { state } = momentWhen('arming').story
const said = (runId: string): WorkerCommand => ({ type: 'stop-run', runId })

/** A stream whose transactions end when they are told to. */
function slowStream() {
  const transactions: {
    groups: string[][]
    end: (outcomes: (Recorded | Error)[]) => void
    fail: (e: Error) => void
  }[] = []
  const queue = new RecordQueue({
    recordEach: (groups) =>
      new Promise((end, fail) => {
        const named = groups.map((commands) => commands.map((command) => ('runId' in command ? command.runId : '')))
        transactions.push({ groups: named, end, fail })
      }),
  })
  return { queue, transactions }
}

const done: Recorded = { ok: true, state }
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('what is recorded side by side', () => {
  it('goes one transaction after the other, all that came meanwhile together and in its order', async () => {
    const { queue, transactions } = slowStream()
    const answers = ['a', 'b', 'c'].map((name) => queue.record([said(name)]))
    await settled()
    expect(transactions.map(({ groups }) => groups)).toEqual([[['a']]])
    transactions[0]?.end([done])
    await settled()
    expect(transactions[1]?.groups).toEqual([['b'], ['c']])
    transactions[1]?.end([done, new Error('too large')])
    expect(await answers[0]).toBe(done)
    expect(await answers[1]).toBe(done)
    await expect(answers[2]).rejects.toThrow('too large')
  })

  it('fails with its transaction, and what comes after is tried by itself', async () => {
    const { queue, transactions } = slowStream()
    const [first, second] = [queue.record([said('a')]), queue.record([said('b')])]
    transactions[0]?.fail(new Error('the database is away'))
    await expect(first).rejects.toThrow('the database is away')
    await settled()
    transactions[1]?.end([done])
    expect(await second).toBe(done)
  })

  it('is tried one by one where it fails together for a fault of the console, not where the database is away', async () => {
    const { queue, transactions } = slowStream()
    const answers = ['a', 'b', 'c'].map((name) => queue.record([said(name)]))
    transactions[0]?.end([done])
    await settled()
    transactions[1]?.fail(new TypeError('ours'))
    await settled()
    transactions[2]?.fail(new TypeError('of b alone'))
    await settled()
    transactions[3]?.end([done])
    await expect(answers[1]).rejects.toThrow('of b alone')
    expect(await answers[2]).toBe(done)
    const more = ['d', 'e', 'f'].map((name) => queue.record([said(name)]))
    await settled()
    transactions[4]?.end([done])
    await settled()
    transactions[5]?.fail(new DatabaseAway('silent'))
    await expect(more[1]).rejects.toThrow('silent')
    await expect(more[2]).rejects.toThrow('silent')
    expect(transactions).toHaveLength(6)
  })

  it('holds the stream for so many and no more at once', async () => {
    const { queue, transactions } = slowStream()
    for (let index = 0; index < 120; index += 1) void queue.record([said(String(index))])
    for (const at of [0, 1, 2, 3]) {
      await settled()
      transactions[at]?.end((transactions[at]?.groups ?? []).map(() => done))
    }
    expect(transactions.map(({ groups }) => groups.length)).toEqual([1, 50, 50, 19])
  })
})
