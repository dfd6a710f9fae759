import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Client } from 'pg'
import type { TakenReading } from '@/lib/domain/posture/sample'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { createReadings } from './database-desk'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const taken = (reading: string, question: string): TakenReading => {
  const at = new Date().toISOString()
  return { reading, question, observedAt: at, receivedAt: at, fields: { ok: true }, error: null, source: 'test' }
}

it('a reading that is kept notifies nobody: every notice holds up all commits of the server', async () => {
  const client = new Client({ connectionString: test.ownerUrl })
  const heard: string[] = []
  client.on('notification', ({ channel, payload }) => heard.push(`${channel} ${payload ?? ''}`))
  await client.connect()
  for (const channel of ['reading', 'journal', 'presence', 'told']) await client.query(`LISTEN ${channel}`)
  const readings = createReadings(test.database)
  await readings.save('p', 'lab', taken('lag', 'a'))
  await readings.save('p', 'lab', taken('witness', 'a'), taken('heartbeat', 'a'))
  await test.database.$executeRaw`SELECT pg_notify('told', 'all')`
  while (!heard.includes('told all')) await wait(10)
  await client.end()
  expect(heard).toEqual(['told all'])
  expect(await test.database.readingLatest.count()).toBe(3)
})

it('what is older than a day is dropped in portions, and of answers the newest of each name stays', async () => {
  const { database } = test
  await database.$executeRaw`
    INSERT INTO reading (plan_key, environment, name, question, observed_at, received_at, value, source)
    SELECT 'p', 'lab', 'old', 'a', clock_timestamp() - n * interval '1 second' - interval '25 hours',
      clock_timestamp() - interval '25 hours', '1', 'test' FROM generate_series(1, 11000) AS n`
  const answer = (name: string, question: string, hours: number) => database.$executeRaw`
    INSERT INTO reading_latest (plan_key, environment, name, question, observed_at, asked_at, received_at, value, source)
    VALUES ('p', 'lab', ${name}, ${question}, clock_timestamp(), clock_timestamp(),
      clock_timestamp() - ${hours} * interval '1 hour', '1', 'test')`
  await answer('moved', 'there', 30)
  await answer('moved', 'here', 0)
  await answer('pinned', 'there', 1)
  await answer('pinned', 'here', 0)
  await answer('silent', 'there', 30)
  await createReadings(database).prune()
  expect(await database.reading.count({ where: { name: 'old' } })).toBe(0)
  const left = await database.readingLatest.findMany({
    where: { source: 'test', name: { in: ['moved', 'pinned', 'silent'] } },
    orderBy: [{ name: 'asc' }, { question: 'asc' }],
  })
  expect(left.map(({ name, question }) => `${name} ${question}`)).toEqual([
    'moved here',
    'pinned here',
    'pinned there',
    'silent there',
  ])
})
