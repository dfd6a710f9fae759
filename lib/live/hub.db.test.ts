import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { lookAtWrites } from '@/lib/db/database-writes'
import { listen } from '@/lib/db/listen'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { startHub, type LiveHub } from './hub'

vi.mock('@/lib/db/database-writes', async (original) => ({ ...(await original<object>()), lookAtWrites: vi.fn() }))

let test: TestDatabase
let hub: LiveHub
beforeAll(async () => {
  test = await createTestDatabase()
  hub = await startHub(test.database, await listen(test.url))
})
afterAll(async () => {
  await hub.close()
  await test.drop()
})

const none = {
  viewer: null,
  entries: () => undefined,
  readings: () => undefined,
  presence: () => undefined,
  afresh: () => undefined,
}

it('says for how long the journal has not been heard, and nothing of it while it is', async () => {
  expect(hub.unheardFor()).toBeNull()
  const read = vi.spyOn(test.database, '$queryRaw').mockRejectedValue(new Error('away'))
  await test.database.$executeRaw`SELECT pg_notify('journal', '')`
  await expect.poll(() => hub.unheardFor(), { timeout: 5_000 }).not.toBeNull()
  const first = hub.unheardFor() ?? 0
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(hub.unheardFor() ?? 0).toBeGreaterThanOrEqual(first + 1_000)
  read.mockRestore()
  await expect.poll(() => hub.unheardFor(), { timeout: 8_000 }).toBeNull()
})

it('goes on telling whether the database takes what is recorded, whichever viewer fails and whatever a look throws', async () => {
  const answers = [
    () => Promise.resolve(true),
    () => Promise.reject(new Error('away')),
    () => {
      throw new Error('no connection at all')
    },
  ]
  vi.mocked(lookAtWrites).mockImplementation(() => (answers.shift() ?? (() => Promise.resolve(true)))())
  let told = 0
  hub.subscribe({
    ...none,
    journal: () => {
      throw new Error('this viewer fails')
    },
  })
  hub.subscribe({ ...none, journal: () => (told += 1) })
  await expect.poll(() => told, { timeout: 8_000 }).toBeGreaterThanOrEqual(3)
})
