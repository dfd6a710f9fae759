import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { lockStream } from './lock-streams'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const lock = (stream: string) => withTransaction(test.database, (tx) => lockStream(tx, stream))
/** As the head reads that another server has written, and a standby has copied. */
const ofAnotherServer = (stream: string) =>
  test.database.$executeRaw`UPDATE journal_head SET server = '2026-01-01', server_since = NULL WHERE stream = ${stream}`

it('a stream that this server began has no other before it', async () => {
  expect((await lock('begun')).serverSince).toBeNull()
  expect((await lock('begun')).serverSince).toBeNull()
})

it('a server that took over is met once, by the first who decides', async () => {
  await lock('taken over')
  await ofAnotherServer('taken over')
  const first = await lock('taken over')
  expect(first.serverSince).toEqual(first.clock)
  const later = await lock('taken over')
  expect(later.serverSince).toEqual(first.clock)
  expect(later.clock.getTime()).toBeGreaterThanOrEqual(first.clock.getTime())
})

it('is met again where the first decision was not committed', async () => {
  await lock('rolled back')
  await ofAnotherServer('rolled back')
  const broken = withTransaction(test.database, async (tx) => {
    await lockStream(tx, 'rolled back')
    throw new Error('broken')
  })
  await expect(broken).rejects.toThrow('broken')
  const met = await lock('rolled back')
  expect(met.serverSince).toEqual(met.clock)
})

it('counts anew where its clock was set back since', async () => {
  await lock('set back')
  await test.database.$executeRaw`
    UPDATE journal_head SET server_since = clock_timestamp() + interval '10 minutes' WHERE stream = 'set back'`
  const met = await lock('set back')
  expect(met.serverSince).toEqual(met.clock)
})

it('a head of before servers were told apart is of no other', async () => {
  await lock('old')
  await test.database.$executeRaw`UPDATE journal_head SET server = NULL WHERE stream = 'old'`
  expect((await lock('old')).serverSince).toBeNull()
  expect((await lock('old')).serverSince).toBeNull()
})
