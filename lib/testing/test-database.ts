import { randomBytes } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import { inject } from 'vitest'
import { createDatabase, type Database } from '@/lib/db/client'
import { query, withDatabase } from './database-server'

// Tests break connections on purpose; LOG_LEVEL=debug shows what the pools say about it.
process.env['LOG_LEVEL'] ??= 'silent'

export interface TestDatabase {
  /** As the application's role. */
  url: string
  /** As the owner, who may do anything but what the triggers refuse. */
  ownerUrl: string
  /** A pool as the application's role; `drop` ends it. */
  database: Database
  /** Ends `database` and removes the rest. Throws when another connection was left open: a leaked pool. */
  drop(): Promise<void>
}

/** A migrated, empty database of the test's own, cloned from the run's template. Drop it in `afterAll`. */
export async function createTestDatabase({ connections = 10 } = {}): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const name = `breakwater_test_${randomBytes(6).toString('hex')}`
  await query(
    server.ownerUrl,
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(server.template)}`,
  )
  const url = withDatabase(server.appUrl, name)
  const database = createDatabase(url, { connections, name: 'breakwater-test' })
  return {
    url,
    ownerUrl: withDatabase(server.ownerUrl, name),
    database,
    async drop() {
      await database.$disconnect()
      const leaked = await openConnections(server.ownerUrl, name)
      await query(server.ownerUrl, `DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`)
      if (leaked.length > 0) throw new Error(`left open: ${leaked.join('; ')}`)
    },
  }
}

/** What is still connected after a moment: a server process ends a little later than its client. */
async function openConnections(ownerUrl: string, name: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (let attempt = 1; ; attempt += 1) {
      const { rows } = await client.query<{ what: string }>(
        `SELECT concat_ws(' ', application_name, state, query) AS what FROM pg_stat_activity
         WHERE datname = $1 AND backend_type = 'client backend'`,
        [name],
      )
      if (rows.length === 0 || attempt === 20) return rows.map((row) => row.what)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await client.end()
  }
}
