import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { abortDatabase, actingDatabase, database } from './client'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase({ connections: 60 })
  vi.stubEnv('DATABASE_URL', test.url)
})
afterAll(async () => {
  await Promise.all([database(), actingDatabase(), abortDatabase()].map((pool) => pool.$disconnect()))
  vi.unstubAllEnvs()
  await test.drop()
})

it('an abort has connections of its own, however many requests and presses wait for theirs', async () => {
  const asks = (name: string, pool: ReturnType<typeof database>) =>
    pool.$queryRaw`SELECT 1`.then(
      () => name,
      () => name,
    )
  // As a process does that has begun: the first connections are there.
  await Promise.all([asks('reads', database()), asks('acts', actingDatabase()), asks('aborts', abortDatabase())])
  const sleeping = [database(), actingDatabase()].flatMap((pool) =>
    Array.from({ length: 40 }, () => pool.$queryRaw`SELECT 1 FROM pg_sleep(1.2)`.catch(() => null)),
  )
  const others = [asks('reads', database()), asks('acts', actingDatabase())]
  expect(await Promise.race([...others, asks('aborts', abortDatabase())])).toBe('aborts')
  await Promise.all([...sleeping, ...others])
})
