import { createHash, randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Client } from 'pg'
import { isLockTimeout } from './lease'
import { asOwner } from './owner-connection'

export interface Migration {
  name: string
  checksum: string
  sql: string
}

/** The migrations of the project, oldest first. */
export async function readMigrations(directory = resolve('prisma/migrations')): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Prisma's own table, so that `prisma migrate deploy` finds what was applied here, and the other way round. */
const historyTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0)`

/** Prisma's key for the same purpose: both runners exclude each other. */
const advisoryLock = 72707369
/** Milliseconds for another runner to end. */
const turn = 60_000

/**
 * Applies what is missing, as the owner of the URL, and gives the names. Safe to call from several machines at once.
 * Each migration and its record are one transaction: a failed one leaves nothing. Throws, changing nothing, when an
 * applied migration differs from the file or is unknown here, and when another runner is not done within `patience`
 * milliseconds or a table is held.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[],
  patience: number = turn,
): Promise<string[]> {
  return asOwner(ownerUrl, async (client) => {
    await takeTurn(client, patience)
    await client.query(historyTable)
    const missing = await findMissing(client, migrations)
    for (const migration of missing) await apply(client, migration)
    return missing.map((migration) => migration.name)
  })
}

/** One runner at a time, until its connection ends. */
async function takeTurn(client: Client, patience: number): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = ${patience}`)
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    if (!isLockTimeout(error)) throw error
    const { rows } = await client.query<{ pid: number; name: string }>(
      `SELECT pid, application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objid = $1 AND granted`,
      [advisoryLock],
    )
    const who = rows.map(({ pid, name }) => `pid ${pid}${name === '' ? '' : `, ${name}`}`).join('; ')
    throw new Error(
      `another process is migrating this database and was not done within ${patience / 1_000} s (${who || 'it ended just now'}). ` +
        'Nothing was changed here. Wait until it has ended, or end it, then start again.',
      { cause: error },
    )
  }
}

async function findMissing(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished_at } of rows) {
    const migration = known.get(name)
    if (migration === undefined) throw new Error(`the database has migration ${name}, which this version does not know`)
    if (finished_at === null) throw new Error(`migration ${name} was begun by another tool and did not finish`)
    if (migration.checksum !== checksum) throw new Error(`migration ${name} was changed after it had been applied`)
  }
  const applied = new Set(rows.map((row) => row.migration_name))
  return migrations.filter((migration) => !applied.has(migration.name))
}

async function apply(client: Client, { name, checksum, sql }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    if (isLockTimeout(error))
      throw new Error(
        `migration ${name} was not applied: a table it changes is held by another transaction. Nothing of it was changed. ` +
          'Stop the other Breakwater processes, and whatever else has a transaction open on this database ' +
          '(SELECT pid, application_name, query FROM pg_stat_activity WHERE xact_start IS NOT NULL), then start again.',
        { cause: error },
      )
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
