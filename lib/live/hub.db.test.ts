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
