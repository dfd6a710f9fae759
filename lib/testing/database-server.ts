import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareApplicationRole } from '@/lib/db/application-role'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { migrate, readMigrations } from '@/lib/db/migrate'

/** What a test file needs to clone a database of its own. */
export interface DatabaseServer {
  /** The migrated database nobody connects to. */
  template: string
  /** A superuser's URL, for the database `postgres`. */
  ownerUrl: string
  /** The application role's URL, for the template's name. */
  appUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: DatabaseServer
  }
}

interface Shared {
  users: number
  server: Promise<{ provided: DatabaseServer; stop(): Promise<void> }>
}
/** Every project of a run calls this module: they share one server. */
const shared = globalThis as { breakwaterTestServer?: Shared | undefined }

/** vitest's globalSetup: one PostgreSQL a run, or the one at TEST_DATABASE_URL (a superuser's), and one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mine = (shared.breakwaterTestServer ??= { users: 0, server: start() })
  mine.users += 1
  const { provided, stop } = await mine.server
  project.provide('databaseServer', provided)
  return async () => {
    mine.users -= 1
    if (mine.users > 0) return
    shared.breakwaterTestServer = undefined
    await stop()
  }
}

async function start() {
  const outside = process.env['TEST_DATABASE_URL']
  if (outside !== undefined && outside !== '') {
    const provided = await makeTemplate((database) => withDatabase(outside, database))
    return { provided, stop: () => query(outside, `DROP DATABASE ${escapeIdentifier(provided.template)} WITH (FORCE)`) }
  }
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-test-'))
  // The server's account must be able to enter it when root runs the tests.
  await chmod(directory, 0o755)
  const postgres = await startPostgres({ directory, throwaway: true })
  const stop = async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    return { provided: await makeTemplate(postgres.url), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export async function makeTemplate(url: (database: string) => string): Promise<DatabaseServer> {
  const template = `breakwater_template_${randomBytes(4).toString('hex')}`
  await query(url('postgres'), `CREATE DATABASE ${escapeIdentifier(template)}`)
  await migrate(url(template), await readMigrations())
  // The password is not kept: on a server of one's own choice, the role is assumed from the second run on.
  const passwords = { read: () => Promise.resolve(null), write: () => Promise.resolve() }
  const access = await prepareApplicationRole(url(template), { passwords })
  if (access.kind === 'owner') throw new Error(`tests need the application's role: ${access.detail}`)
  return { template, ownerUrl: url('postgres'), appUrl: access.url }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

export async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
