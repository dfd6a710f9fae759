import { Client } from 'pg'
import { connectionUrl } from './connection-url'

/** Milliseconds: until the server answers, and for a table or a role that another transaction holds. */
const [toConnect, forLocks] = [10_000, 5_000]

/**
 * Works as the owner of the database, on a connection of its own that waits for no lock without an end: who changes a
 * table stands in the way of all who come after, also while it waits. Throws what the work throws.
 */
export async function asOwner<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({
    connectionString: connectionUrl(ownerUrl),
    application_name: 'breakwater-migrate',
    connectionTimeoutMillis: toConnect,
  })
  // A connection that breaks fails the statement under way; without a listener it would also end the process.
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    await owner.query(`SET lock_timeout = ${forLocks}`)
    return await work(owner)
  } finally {
    await owner.end()
  }
}
