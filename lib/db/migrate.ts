import { createHash, randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { connectionUrl } from './connection-url'

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

/**
 * Applies what is missing, as the owner of the URL, and gives the names. Safe to call from several machines at once.
 * Each migration and its record are one transaction: a failed one leaves nothing. Throws, changing nothing, when an
 * applied migration differs from the file or is unknown here.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new Client({ connectionString: connectionUrl(ownerUrl), application_name: 'breakwater-migrate' })
  // A connection that breaks fails the statement under way; without a listener it would also end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await client.query(historyTable)
    const missing = await findMissing(client, migrations)
    for (const migration of missing) await apply(client, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await client.end()
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
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
