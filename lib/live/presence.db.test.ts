import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen } from '@/lib/db/listen'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { startHub, type LiveHub } from './hub'
import { notifyPresence, savePresence } from './presence'

let test: TestDatabase
let hub: LiveHub

beforeAll(async () => {
  test = await createTestDatabase()
  await test.database.person.create({ data: { id: 'tomas', name: 'Tomás Varga', shortName: 'T. Varga' } })
  for (const id of ['laptop', 'phone']) await test.database.user.create({ data: { id, personId: 'tomas', login: id } })
  hub = await startHub(test.database, await listen(test.url))
})
afterAll(async () => {
  await hub.close()
  await test.drop()
})
beforeEach(() => test.database.presence.deleteMany())

const at = (second: number) => new Date(Date.UTC(2026, 10, 19, 2, 0, second))
const page = (accountId: string, incidentId: string | null, opened: number) => ({
  viewer: { accountId, personId: 'tomas', incidentId },
  openedAt: at(opened),
})

async function place(): Promise<string | null> {
  const rows = await test.database.presence.findMany()
  expect(rows).toHaveLength(1)
  return rows[0]?.incidentId ?? null
}

const deaf = {
  journal: () => undefined,
  afresh: () => undefined,
  entries: () => undefined,
  readings: () => undefined,
  presence: () => undefined,
}
function opens(accountId: string, incidentId: string | null): () => void {
  return hub.subscribe({ ...deaf, viewer: { accountId, personId: 'tomas', incidentId } })
}

/** Until the page that says where the person is is about this incident. */
async function until(incidentId: string | null): Promise<void> {
  for (const started = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const row = await test.database.presence.findUnique({ where: { personId: 'tomas' } })
    if (row !== null && row.incidentId === incidentId) return
    // A beat that was under way as a page closed may say once more that it is there: that ends after two beats.
    if (Date.now() - started > 15_000) throw new Error(`after 15 s the place is ${row?.incidentId ?? 'none'}`)
  }
}

describe('where a person is', () => {
  it.each([
    [
      'an older page of the same account about another incident',
      page('laptop', 'INC-1', 1),
      page('laptop', 'INC-2', 2),
      'INC-2',
    ],
    ['an older page of another account', page('laptop', 'INC-1', 1), page('phone', 'INC-2', 2), 'INC-2'],
    ['a newer page about no incident', page('phone', null, 2), page('laptop', 'INC-1', 1), 'INC-1'],
    ['an older page about no incident', page('phone', null, 1), page('laptop', 'INC-1', 2), 'INC-1'],
  ])('is not said by %s', async (_, other, telling, there) => {
    // Told together, as one process does, in either order, and one after the other, as two do.
    for (const seen of [[[other, telling]], [[telling, other]], [[other], [telling]], [[telling], [other]]]) {
      await test.database.presence.deleteMany()
      for (const beat of seen) await savePresence(test.database, beat)
      expect(await place()).toBe(there)
    }
  })

  it('is taken up by an older page once nothing was heard of the newest for two beats', async () => {
    await savePresence(test.database, [page('phone', 'INC-2', 2)])
    await test.database.$executeRaw`UPDATE presence SET placed_at = clock_timestamp() - interval '11 seconds'`
    await savePresence(test.database, [page('laptop', 'INC-1', 1)])
    expect(await place()).toBe('INC-1')
  })

  it('moves to the newest page about an incident at once, and back when that is closed', async () => {
    const closeOld = opens('laptop', 'INC-1')
    await until('INC-1')
    await new Promise((resolve) => setTimeout(resolve, 5))
    const closeNew = opens('phone', 'INC-2')
    await until('INC-2')
    closeNew()
    await until('INC-1')
    closeOld()
  })

  it('stays at the incident while another page shows something else, and ends there when it is closed', async () => {
    const closeIncident = opens('laptop', 'INC-1')
    await until('INC-1')
    const closeOther = opens('phone', null)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await until('INC-1')
    closeIncident()
    await until(null)
    closeOther()
  })

  it('is told again while nothing else happens, so that nobody is taken for gone', async () => {
    let told = 0
    const viewer = { accountId: 'laptop', personId: 'tomas', incidentId: 'INC-1' }
    const close = hub.subscribe({ ...deaf, viewer, presence: () => (told += 1) })
    await until('INC-1')
    await expect.poll(() => told, { timeout: 3_000 }).toBeGreaterThan(0)
    told = 0
    await expect.poll(() => told, { timeout: 9_000, interval: 200 }).toBeGreaterThanOrEqual(2)
    close()
  })

  it('is not said by a page in the background, which marks nobody as here', async () => {
    const close = hub.subscribe({ ...deaf, viewer: null })
    const other = opens('laptop', 'INC-1')
    await until('INC-1')
    expect(await test.database.presence.count()).toBe(1)
    close()
    other()
  })
})

it('many who come at once are written together, and told to each at most once a second', async () => {
  const many = 60
  const told: number[] = []
  const started = performance.now()
  const { count: written } = await countWrites(async () => {
    const closes = Array.from({ length: many }, (_, index) =>
      hub.subscribe({
        ...deaf,
        viewer: { accountId: 'laptop', personId: 'tomas', incidentId: null },
        presence: () => told.push(index),
      }),
    )
    await until(null)
    await vi.waitFor(() => expect(new Set(told).size).toBe(many), { timeout: 15_000 })
    // Another process's people come one by one.
    for (let notice = 0; notice < many; notice += 1) await notifyPresence(test.database)
    for (const close of closes) close()
  })
  const rounds = Math.ceil((performance.now() - started) / 1_000) + 1
  expect(told.length).toBeLessThanOrEqual(many * rounds)
  expect(written).toBeLessThan(many)
})

/** How often the row of the person was written meanwhile. */
async function countWrites(work: () => Promise<void>): Promise<{ count: number }> {
  const writes = async () => {
    await test.database.$executeRaw`SELECT pg_stat_force_next_flush()`
    const [row] = await test.database.$queryRaw<{ count: bigint }[]>`
      SELECT n_tup_ins + n_tup_upd AS count FROM pg_stat_user_tables WHERE relname = 'presence'`
    return Number(row?.count ?? 0)
  }
  const before = await writes()
  await work()
  return { count: (await writes()) - before }
}
