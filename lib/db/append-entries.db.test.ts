import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '@/lib/domain/journal/chain'
import { payloadLimitBytes, genesisHash } from '@/lib/domain/journal/entry'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { appendEntries } from './append-entries'
import { connectionUrl } from './connection-url'
import { createDatabase } from './client'
import { lockStream, lockStreams } from './lock-streams'
import { readHeads } from './read-heads'
import { readStream, readStreamPages } from './read-stream'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase({ connections: 50 })
})
afterAll(() => test.drop())

const noted = (note: string) => ({ type: 'note.taken', version: 1, payload: { note } })
const ada = { person: 'ada' }

function append(stream: string, ...notes: string[]) {
  return withTransaction(test.database, async (tx) =>
    appendEntries(tx, await lockStream(tx, stream), ada, notes.map(noted)),
  )
}

describe('appending', () => {
  it('chains entries from the first on, and reads back exactly what was hashed', async () => {
    const first = await append('incident:1', 'one', 'two')
    const second = await append('incident:1', 'three')
    expect(first[0]).toMatchObject({ sequence: 1, previousHash: genesisHash, payload: '{"note":"one"}' })
    const stored = await readStream(test.database, 'incident:1')
    expect(stored).toEqual([...first, ...second])
    expect(verifyChain(stored)).toMatchObject({ entries: 3, broken: null })
    expect(await readHeads(test.database, ['incident:1'])).toEqual(verifyChain(stored).heads)
  })

  it('keeps the text as it came: composed or not, quotes, nulls, long numbers', async () => {
    const payload = {
      text: 'e\u0301 \u00e9 "x" \\ \u2028 \u{1f600}',
      none: null,
      big: 9007199254740991,
      list: [[], {}],
    }
    await withTransaction(test.database, async (tx) =>
      appendEntries(tx, await lockStream(tx, 'texts'), ada, [{ type: 'note.taken', version: 1, payload }]),
    )
    const stored = await readStream(test.database, 'texts')
    expect(JSON.parse(stored[0]?.payload ?? '')).toEqual(payload)
    expect(verifyChain(stored).broken).toBeNull()
  })

  it('refuses what has no canonical text, and what is too large, and stores nothing of it', async () => {
    const attempt = (payload: Record<string, unknown>) =>
      withTransaction(test.database, async (tx) =>
        appendEntries(tx, await lockStream(tx, 'refused'), ada, [noted('before'), { type: 'x', version: 1, payload }]),
      )
    await expect(attempt({ rate: 0.5 })).rejects.toThrow('$.rate: not a whole number')
    await expect(attempt({ text: 'x'.repeat(payloadLimitBytes) })).rejects.toThrow('bytes of payload')
    expect(await readStream(test.database, 'refused')).toEqual([])
  })

  it('continues on the same head within a transaction, over several streams', async () => {
    await withTransaction(test.database, async (tx) => {
      const heads = await lockStreams(tx, ['b', 'a', 'b'])
      for (const stream of ['b', 'a', 'b']) {
        const head = heads.get(stream)
        if (head !== undefined) await appendEntries(tx, head, ada, [noted(stream)])
      }
    })
    const entries = [...(await readStream(test.database, 'a')), ...(await readStream(test.database, 'b'))]
    expect(entries.map((e) => [e.stream, e.sequence])).toEqual([
      ['a', 1],
      ['b', 1],
      ['b', 2],
    ])
    expect(new Set(entries.map((e) => e.at)).size).toBe(1)
    expect(verifyChain(entries).broken).toBeNull()
  })

  it('pages through a stream without losing or repeating an entry', async () => {
    await append('paged', ...Array.from({ length: 25 }, (_, i) => String(i)))
    const pages: number[][] = []
    for await (const page of readStreamPages(test.database, 'paged', 4, 10)) pages.push(page.map((e) => e.sequence))
    expect(pages.map((page) => page.length)).toEqual([10, 10, 1])
    expect(pages.flat()).toEqual(Array.from({ length: 21 }, (_, i) => i + 5))
  })

  it('reads the right time from a server in another zone', async () => {
    const client = new Client({ connectionString: test.ownerUrl })
    await client.connect()
    const name = (await client.query<{ name: string }>('SELECT current_database() AS name')).rows[0]?.name
    await client.query(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Kolkata'`)
    await client.end()
    const elsewhere = createDatabase(test.url, { connections: 1 })
    try {
      const [entry] = await withTransaction(elsewhere, async (tx) =>
        appendEntries(tx, await lockStream(tx, 'zone'), ada, [noted('here')]),
      )
      expect(Math.abs(Date.now() - Date.parse(entry?.at ?? ''))).toBeLessThan(60_000)
      expect(await readStream(elsewhere, 'zone')).toEqual([entry])
    } finally {
      await elsewhere.$disconnect()
    }
  })
})

describe('many writers', () => {
  it('200 at once on three streams, no fork, no gap', async () => {
    const streams = ['many:a', 'many:b', 'many:c']
    // On a busy machine whoever comes last waits for longer than a statement may: that is not what is tried.
    const many = createDatabase(test.url, { connections: 12, patience: 60_000, queue: 60_000, transaction: 60_000 })
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        withTransaction(many, async (tx) => {
          // In whatever order they are named, two streams of three.
          const names = [streams[i % 3] ?? '', streams[(i + 1 + (i % 2)) % 3] ?? '']
          for (const head of (await lockStreams(tx, names)).values()) {
            await appendEntries(tx, head, { person: `p${i}` }, [noted(`${i}`), noted(`${i} again`)])
          }
        }),
      ),
    )
    await many.$disconnect()
    const all = await Promise.all(streams.map((stream) => readStream(test.database, stream)))
    const report = verifyChain(all.flat())
    expect(report).toMatchObject({ entries: 800, broken: null })
    expect(report.heads).toEqual(await readHeads(test.database, streams))
    for (const entries of all) {
      const times = entries.map((entry) => entry.at)
      expect(times).toEqual([...times].sort())
    }
  })

  it('leave nothing of one that dies in the middle, and the next continues', async () => {
    await append('crash', 'one')
    const doomed = createDatabase(test.url, { connections: 1, name: 'doomed' })
    const dies = withTransaction(doomed, async (tx) => {
      await appendEntries(tx, await lockStream(tx, 'crash'), ada, [noted('lost'), noted('too')])
      const [me] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await terminate(me?.pid ?? 0)
      await appendEntries(tx, await lockStream(tx, 'crash'), ada, [noted('never')])
    })
    await expect(dies).rejects.toThrow()
    await doomed.$disconnect()
    await append('crash', 'two')
    const stored = await readStream(test.database, 'crash')
    expect(stored.map((entry) => entry.payload)).toEqual(['{"note":"one"}', '{"note":"two"}'])
    expect(verifyChain(stored).broken).toBeNull()
  })

  it('run again when PostgreSQL breaks their deadlock', async () => {
    let runs = 0
    let arrived = 0
    let proceed: () => void = () => undefined
    const both = new Promise<void>((resolve) => (proceed = resolve))
    // One call a stream, against the rule, in opposite orders: a certain deadlock at the first run.
    const crossing = (first: string, second: string) =>
      withTransaction(test.database, async (tx) => {
        runs += 1
        const head = await lockStream(tx, first)
        arrived += 1
        if (arrived === 2) proceed()
        await both
        await appendEntries(tx, head, ada, [noted(first)])
        await appendEntries(tx, await lockStream(tx, second), ada, [noted(second)])
      })
    await Promise.all([append('dead:a', 'start'), append('dead:b', 'start')])
    await Promise.all([crossing('dead:a', 'dead:b'), crossing('dead:b', 'dead:a')])
    expect(runs).toBe(3)
    const stored = [...(await readStream(test.database, 'dead:a')), ...(await readStream(test.database, 'dead:b'))]
    expect(verifyChain(stored)).toMatchObject({ entries: 6, broken: null })
  })
})

async function terminate(pid: number): Promise<void> {
  const owner = new Client({ connectionString: connectionUrl(test.ownerUrl) })
  await owner.connect()
  await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid])
  await owner.end()
}
