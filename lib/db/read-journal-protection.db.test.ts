import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '@/lib/domain/journal/chain'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { appendEntries } from './append-entries'
import { createDatabase } from './client'
import { connectionUrl } from './connection-url'
import { lockStream } from './lock-streams'
import { readJournalProtection } from './read-journal-protection'
import { readStream } from './read-stream'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await withTransaction(test.database, async (tx) =>
    appendEntries(tx, await lockStream(tx, 's'), { person: 'ada' }, [
      { type: 'note.taken', version: 1, payload: { note: 'one' } },
      { type: 'note.taken', version: 1, payload: { note: 'two' } },
    ]),
  )
})
afterAll(() => test.drop())

async function as(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: connectionUrl(url) })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const changes = [
  "UPDATE journal_entry SET payload = '{}'",
  'DELETE FROM journal_entry WHERE sequence = 2',
  'TRUNCATE journal_entry',
  'TRUNCATE journal_entry CASCADE',
]

describe('the journal in the database', () => {
  it.each([
    ...changes,
    'ALTER TABLE journal_entry DISABLE TRIGGER ALL',
    'DROP TABLE journal_entry',
    'ALTER TABLE journal_entry ADD COLUMN x int',
    'CREATE TABLE mine (id int)',
    'DELETE FROM journal_head',
    'DELETE FROM lease',
    "UPDATE artefact SET media_type = 'x'",
    "UPDATE plan_version SET content = 'x'",
    'DELETE FROM _prisma_migrations',
    "SET session_replication_role = 'replica'",
    'SET ROLE breakwater_owner',
  ])('refuses the application: %s', async (statement) => {
    await expect(as(test.url, statement)).rejects.toThrow(/permission denied|must be owner|does not exist/)
  })

  it.each(changes)('refuses its owner: %s', async (statement) => {
    await expect(as(test.ownerUrl, statement)).rejects.toThrow('the journal is append-only')
  })

  it('refuses a second entry of the same number, whoever writes it', async () => {
    const copy = `INSERT INTO journal_entry (stream, sequence, type, version, at, actor, payload, previous_hash, hash, algorithm)
      SELECT stream, sequence, type, version, at, actor, '{}', previous_hash, hash, algorithm FROM journal_entry LIMIT 1`
    await expect(as(test.url, copy)).rejects.toThrow('journal_entry_stream_sequence_key')
    await expect(as(test.ownerUrl, copy)).rejects.toThrow('journal_entry_stream_sequence_key')
  })

  it('shows in its chain what an owner did who switched the trigger off', async () => {
    const other = await createTestDatabase()
    try {
      await withTransaction(other.database, async (tx) =>
        appendEntries(tx, await lockStream(tx, 's'), { person: 'ada' }, [
          { type: 'note.taken', version: 1, payload: { note: 'one' } },
        ]),
      )
      await as(other.ownerUrl, "SET session_replication_role = 'replica'", changes[0] ?? '')
      expect(verifyChain(await readStream(other.database, 's')).broken).toMatchObject({
        sequence: 1,
        reason: 'altered',
      })
    } finally {
      await other.drop()
    }
  })
})

describe('its protection, as health shows it', () => {
  it('is full for the application', async () => {
    expect(await readJournalProtection(test.database)).toMatchObject({ level: 'full', mayAlter: [], triggersOn: true })
  })

  it.each<[string, () => string, string, RegExp]>([
    ['the owner', () => test.ownerUrl, 'partial', /but for a trigger/],
    [
      'an assumed role',
      () => connectionUrl(test.ownerUrl, { role: 'breakwater_app' }),
      'partial',
      /who logged in, owns/,
    ],
  ])('is partial for %s, and says why', async (_, url, level, detail) => {
    const database = createDatabase(url(), { connections: 1 })
    try {
      expect(await readJournalProtection(database)).toMatchObject({ level, detail: expect.stringMatching(detail) })
    } finally {
      await database.$disconnect()
    }
  })

  it('is none for an owner with the trigger off', async () => {
    const other = await createTestDatabase()
    const owner = createDatabase(other.ownerUrl, { connections: 1 })
    try {
      await as(other.ownerUrl, 'ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_change')
      expect(await readJournalProtection(owner)).toMatchObject({ level: 'none', triggersOn: false })
      expect(await readJournalProtection(other.database)).toMatchObject({ level: 'full', triggersOn: false })
    } finally {
      await owner.$disconnect()
      await other.drop()
    }
  })
})
