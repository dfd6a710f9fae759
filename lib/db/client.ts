import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { connectionUrl } from './connection-url'
import { impatientClient } from './impatient-client'
import { PrismaClient, type Prisma } from './generated/client'

export type Database = PrismaClient
/** What runs inside `withTransaction`; also what a plain `Database` can do, for reads that need no transaction. */
export type Transaction = Prisma.TransactionClient

export interface DatabaseOptions {
  /** Connections at most. */
  connections?: number
  /** Shown by the server beside each connection. */
  name?: string
  /** Milliseconds for a connection and for a statement; by default 5 s. An answer later than that ends the connection. */
  patience?: number
  /** Milliseconds for one of the pool's connections to become free; by default 15 s. */
  queue?: number
  /** Milliseconds for a whole transaction. */
  transaction?: number
}

/**
 * A living process waits for nothing but the database while it is in a transaction: one that pauses this long hangs, and
 * the server ends it, so that nobody waits for what it had locked.
 */
export const pauseInTransaction = 2_000
/** The server's own limit comes first, with a reason; this one is for a server that says nothing any more. */
const graceForAnswer = 500

/** A pool of connections as the role of the URL. The caller ends it with `$disconnect()`. */
export function createDatabase(
  url: string,
  {
    connections = 10,
    name = 'breakwater',
    patience = 5_000,
    queue = 15_000,
    transaction = 20_000,
  }: DatabaseOptions = {},
): Database {
  const log = createLog(name)
  const adapter = new PrismaPg(
    {
      connectionString: connectionUrl(url),
      application_name: name,
      max: connections,
      // For one of the pool to become free as well: that others of this process are busy is no fault of the server.
      connectionTimeoutMillis: queue,
      idleTimeoutMillis: 30_000,
      // A client that hangs must not hold a stream's head, nor the live readers back, for longer than this.
      idle_in_transaction_session_timeout: Math.min(patience, pauseInTransaction),
      statement_timeout: patience,
      keepAlive: true,
      Client: impatientClient({ connection: patience, answer: patience + graceForAnswer }),
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
    transactionOptions: { maxWait: queue, timeout: transaction },
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

/**
 * Connections of the server actions. Whoever pressed hears within 2 s that it is not known what became of it; what
 * waits in the database, for a lock or a commit, must be over soon after, or it would be recorded behind their back.
 */
export function actingDatabase(): Database {
  return once('acting-database', { ...actingLimits, name: 'breakwater-act' })
}

export const actingLimits = { patience: 1_500, queue: 1_500, transaction: 1_500 } as const

/** Connections that only an abort uses, so that it never waits behind other requests for one. */
export function abortDatabase(): Database {
  return once('abort-database', { ...actingLimits, connections: 16, name: 'breakwater-abort' })
}
