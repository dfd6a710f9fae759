import { Client } from 'pg'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { connectionUrl } from './connection-url'

/** No value that anybody sets: what comes back says whether the settings of a connection reach the server. */
const marked = 4_321

const pooler =
  'A pooler in transaction mode stands between the console and PostgreSQL (PgBouncer, for one). It loses what a connection sets and listens for: limits of statements, notices, locks of a session. Point DATABASE_URL at PostgreSQL itself, or at a pool in session mode that passes statement_timeout on.'

/**
 * What is wrong with the way to the database, in words; null when a connection is the console's own from end to end, or
 * when nothing answers, which is no matter of the way and may heal. Asked at the start of a process.
 */
export async function wayProblem(url: string): Promise<string | null> {
  const client = new Client({
    connectionString: connectionUrl(url),
    application_name: 'breakwater-check',
    statement_timeout: marked,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ limit: string }>("SELECT current_setting('statement_timeout') AS limit")
    return rows[0]?.limit === `${marked}ms` ? null : pooler
  } catch (error) {
    return error instanceof Error && /unsupported startup parameter/i.test(error.message) ? pooler : null
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A web process on a wrong way would look well and lose notices and limits in the night: it does not start. */
export async function endWhereWayIsWrong(): Promise<void> {
  const { databaseUrl } = env()
  const problem = databaseUrl === null ? null : await wayProblem(databaseUrl)
  if (problem === null) return
  createLog('console').fatal(problem)
  process.exit(1)
}
