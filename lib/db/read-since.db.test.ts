import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { appendEntries } from './append-entries'
import { lockStream } from './lock-streams'
import { readSince } from './read-since'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase({ connections: 30 })
})
afterEach(() => test.drop())

const noted = (note: string) => ({ type: 'note.taken', version: 1, payload: { note } })

/** A transaction that is led step by step from outside. */
function open(stream: string) {
  const steps: Record<string, () => void> = {}
  const until = (name: string) => new Promise<void>((resolve) => (steps[name] = resolve))
  const mayAppend = until('append')
  const mayEnd = until('end')
  let fail = false
  let locked: () => void = () => undefined
  let appended: () => void = () => undefined
  const hasLocked = new Promise<void>((resolve) => (locked = resolve))
  const hasAppended = new Promise<void>((resolve) => (appended = resolve))
  const done = withTransaction(test.database, async (tx) => {
    const head = await lockStream(tx, stream)
    locked()
    await mayAppend
    await appendEntries(tx, head, { person: 'ada' }, [noted(stream)])
    appended()
    await mayEnd
    if (fail) throw new Error('rolled back')
  })
  return {
    hasLocked,
    append: () => (steps['append']?.(), hasAppended),
    commit: () => (steps['end']?.(), done),
    rollBack: () => ((fail = true), steps['end']?.(), expect(done).rejects.toThrow('rolled back')),
  }
}

async function append(stream: string): Promise<void> {
  await withTransaction(test.database, async (tx) => {
    await appendEntries(tx, await lockStream(tx, stream), { person: 'ada' }, [noted(stream)])
  })
}

const streamsSince = async (position: number) => (await readSince(test.database, position)).map((e) => e.stream)

describe('reading by position', () => {
  it('gives nothing of an empty journal, and then everything once', async () => {
    expect(await readSince(test.database, 0)).toEqual([])
    await append('a')
    const [first] = await readSince(test.database, 0)
    expect(first).toMatchObject({ stream: 'a', position: 1 })
    expect(await readSince(test.database, 1)).toEqual([])
  })

  it('stops before an open append, although the transaction that overtook it is the older one', async () => {
    const older = open('older')
    await older.hasLocked
    const younger = open('younger')
    await younger.append()
    await older.append()
    await older.commit()
    // Position 2 is committed and its transaction id is below every open one; position 1 is still to come.
    expect(await streamsSince(0)).toEqual([])
    await younger.commit()
    expect(await streamsSince(0)).toEqual(['younger', 'older'])
  })

  it('stops before an open append, whatever has been committed after it', async () => {
    await append('before')
    const slow = open('slow')
    await slow.append()
    await append('after')
    expect(await streamsSince(0)).toEqual(['before'])
    await slow.commit()
    expect(await streamsSince(1)).toEqual(['slow', 'after'])
  })

  it('goes on past an append that was rolled back', async () => {
    const failing = open('failing')
    await failing.append()
    await append('after')
    expect(await streamsSince(0)).toEqual([])
    await failing.rollBack()
    expect(await streamsSince(0)).toEqual(['after'])
  })

  it('is not held back by transactions that append nothing', async () => {
    const idle = open('idle')
    await idle.hasLocked
    const busy = test.database.$transaction(async (tx) => {
      await tx.worker.create({ data: { id: 'w', startedAt: new Date(), seenAt: new Date(), version: '1' } })
      await append('free')
      return streamsSince(0)
    })
    expect(await busy).toEqual(['free'])
    await idle.append()
    await idle.commit()
  })

  it('gives pages that join without a seam', async () => {
    for (const stream of ['a', 'b', 'c', 'd', 'e']) await append(stream)
    const first = await readSince(test.database, 0, 3)
    const second = await readSince(test.database, first.at(-1)?.position ?? 0, 3)
    expect([...first, ...second].map((e) => e.stream)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('skips nothing while 20 writers append to their own streams and commit late', async () => {
    let writing = true
    const seen: number[] = []
    const reader = (async () => {
      for (let last = 0, quiet = 0; writing || quiet < 2;) {
        const page = await readSince(test.database, last, 50)
        seen.push(...page.map((entry) => entry.position))
        last = page.at(-1)?.position ?? last
        quiet = page.length === 0 && !writing ? quiet + 1 : 0
      }
    })()
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let turn = 0; turn < 15; turn += 1) {
          const work = withTransaction(test.database, async (tx) => {
            const head = await lockStream(tx, `w${writer}`)
            // Different spans between lock, insert and commit, so that transactions overtake each other in each.
            await wait((writer * 7 + turn * 3) % 5)
            await appendEntries(tx, head, { person: 'ada' }, [noted('x'), noted('y')])
            await wait((writer * 3 + turn * 11) % 17)
            if (turn % 6 === 5) throw new Error('given up')
          })
          await work.catch((error: Error) => expect(error.message).toBe('given up'))
        }
      }),
    )
    writing = false
    await reader
    const stored = await test.database.journalEntry.findMany({
      select: { position: true },
      orderBy: { position: 'asc' },
    })
    expect(stored.length).toBe(20 * 13 * 2)
    expect(seen).toEqual(stored.map((row) => Number(row.position)))
  })
})
