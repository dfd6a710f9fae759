import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { connectionUrl } from './connection-url'
import { PrismaClient, type Prisma } from './generated/client'

export type Database = PrismaClient
/** What runs inside `withTransaction`; also what a plain `Database` can do, for reads that need no transaction. */
export type Transaction = Prisma.TransactionClient

export interface DatabaseOptions {
  /** Connections at most. */
  connections?: number
  /** Shown by the server beside each connection. */
  name?: string
}

/** A pool of connections as the role of the URL. The caller ends it with `$disconnect()`. */
export function createDatabase(url: string, { connections = 10, name = 'breakwater' }: DatabaseOptions = {}): Database {
  const log = createLog(name)
  const adapter = new PrismaPg(
    {
      connectionString: connectionUrl(url),
      application_name: name,
      max: connections,
      connectionTimeoutMillis: 15_000,
      idleTimeoutMillis: 30_000,
      // A client that hangs must not hold a stream's head, nor the live readers back, for longer than this.
      idle_in_transaction_session_timeout: 15_000,
      statement_timeout: 15_000,
      keepAlive: true,
    },
    {
      // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
      onPoolError: (err) => log.warn({ err }, 'an idle database connection broke'),
      onConnectionError: (err) => log.warn({ err }, 'a database connection broke in a transaction'),
    },
  )
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 15_000, timeout: 20_000 },
  })
}

/** One pool a process, also when a bundler loads this module twice. */
const pools = globalThis as { [key: symbol]: Database | undefined }

function once(key: string, options: DatabaseOptions): Database {
  const symbol = Symbol.for(`breakwater.${key}`)
  const { databaseUrl } = env()
  if (databaseUrl === null) {
    throw new Error('DATABASE_URL is not set: start with `npm run up`, or point it at a PostgreSQL')
  }
  return (pools[symbol] ??= createDatabase(databaseUrl, options))
}

/** The application's database. */
export function database(): Database {
  return once('database', { name: 'breakwater' })
}

/** Connections that only an abort uses, so that it never waits behind other requests for one. */
export function abortDatabase(): Database {
  return once('abort-database', { connections: 4, name: 'breakwater-abort' })
}
