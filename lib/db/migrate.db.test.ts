import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { sha256Hex } from '@/lib/domain/journal/chain'
import { withDatabase } from '@/lib/testing/database-server'
import { migrate, readMigrations, type Migration } from './migrate'

const name = `breakwater_migrate_${process.pid}`
const server = new Client({ connectionString: inject('databaseServer').ownerUrl })
const url = withDatabase(inject('databaseServer').ownerUrl, name)
beforeAll(() => server.connect())
beforeEach(async () => {
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await server.query(`CREATE DATABASE ${name}`)
})
afterAll(async () => {
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await server.end()
})

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: sha256Hex(sql) })
const one = migration(
  '0001_one',
  'CREATE TABLE one (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$',
)
const two = migration('0002_two', 'CREATE TABLE two (id int)')

async function tables(): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  )
  await client.end()
  return rows.map((row) => row.name)
}

describe('migrating', () => {
  it('applies what is missing, in order, once', async () => {
    expect(await migrate(url, [one])).toEqual(['0001_one'])
    expect(await migrate(url, [one, two])).toEqual(['0002_two'])
    expect(await migrate(url, [one, two])).toEqual([])
    expect(await tables()).toEqual(['_prisma_migrations', 'one', 'two'])
  })

  it('applies once when several machines start together', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, [one, two])))
    expect(applied.flat().sort()).toEqual(['0001_one', '0002_two'])
  })

  it('leaves nothing of a migration that fails, and says which and why', async () => {
    const broken = migration('0002_broken', 'CREATE TABLE two (id int); SELECT 1 / 0')
    await expect(migrate(url, [one, broken])).rejects.toThrow('migration 0002_broken failed: division by zero')
    expect(await tables()).toEqual(['_prisma_migrations', 'one'])
    expect(await migrate(url, [one, two])).toEqual(['0002_two'])
  })

  it('refuses an applied migration that was edited, and a database newer than itself', async () => {
    await migrate(url, [one, two])
    await expect(migrate(url, [{ ...one, checksum: 'other' }, two])).rejects.toThrow('0001_one was changed after')
    await expect(migrate(url, [one])).rejects.toThrow('0002_two, which this version does not know')
  })

  it('waits for another runner no longer than it was told, and says who it is and what to do', async () => {
    const other = new Client({ connectionString: url, application_name: 'other-runner' })
    await other.connect()
    try {
      await other.query('SELECT pg_advisory_lock(72707369)')
      const refused = migrate(url, [one], 200)
      await expect(refused).rejects.toThrow(/another process is migrating .*0\.2 s.*pid \d+, other-runner.*start again/)
      expect(await tables()).toEqual([])
    } finally {
      await other.end()
    }
    expect(await migrate(url, [one], 200)).toEqual(['0001_one'])
  })

  it('does not stand in the way of others for long behind a table that is held, and changes nothing', async () => {
    await migrate(url, [one])
    const other = new Client({ connectionString: url })
    await other.connect()
    const changes = migration('0002_changes', 'CREATE TABLE two (id int); ALTER TABLE one ADD COLUMN name text')
    try {
      await other.query('BEGIN; SELECT * FROM one')
      await expect(migrate(url, [one, changes])).rejects.toThrow(/0002_changes was not applied.*pg_stat_activity/)
      expect(await tables()).toEqual(['_prisma_migrations', 'one'])
    } finally {
      await other.end()
    }
    expect(await migrate(url, [one, changes])).toEqual(['0002_changes'])
  })

  it('brings the project up in a role that is no superuser', async () => {
    await server.query(`DROP ROLE IF EXISTS plain_owner`)
    await server.query(`CREATE ROLE plain_owner LOGIN PASSWORD 'plain'`)
    await server.query(`ALTER DATABASE ${name} OWNER TO plain_owner`)
    const plain = new URL(url)
    plain.username = 'plain_owner'
    plain.password = 'plain'
    try {
      const migrations = await readMigrations()
      expect(await migrate(plain.href, migrations)).toEqual(migrations.map((m) => m.name))
    } finally {
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await server.query(`DROP ROLE plain_owner`)
    }
  })
})
