import type { Database, Transaction } from './client'
import { storeError } from './database-writes'

const attempts = 3

/**
 * Runs `work` in one transaction and commits what it did, or nothing. It serialises nothing itself: what must not
 * interleave locks its rows. Work that PostgreSQL gave up to break a deadlock or a serialisation conflict is run
 * again from the start, so it must not do anything outside the transaction. Throws NotStored where the database answers
 * and takes nothing.
 */
export async function withTransaction<Result>(
  database: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.$transaction(work)
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw storeError(error)
    }
  }
}

/** SQLSTATE 40001 or 40P01, in each of the shapes the client gives them: by a query, a raw query, or the commit. */
function isConflict(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === 'P2034') return true
  if ('kind' in error && error.kind === 'TransactionWriteConflict') return true
  return ['cause', 'meta', 'driverAdapterError'].some((key) => isConflict((error as Record<string, unknown>)[key]))
}
