import { NotStored, type WritesRefused } from '@/lib/domain/database-refuses'
import type { Database } from './client'
import { databaseTrouble } from './database-trouble'

/** One word a process, also when a bundler loads this module twice. */
const shared = globalThis as { [key: symbol]: { refused: WritesRefused | null; since: number } | undefined }
const state = (shared[Symbol.for('breakwater.database-writes')] ??= { refused: null, since: 0 })

/** Why the database took nothing when it was last tried; null while it takes what is recorded. */
export function writesRefused(): WritesRefused | null {
  return state.refused
}

/** Milliseconds since it was found to take nothing; null while it takes what is recorded. */
export function writesRefusedFor(): number | null {
  return state.refused === null ? null : performance.now() - state.since
}

function refuse(why: WritesRefused): void {
  if (state.refused === null) state.since = performance.now()
  state.refused = why
}

/** The same error, or what it says in words where the database answers and takes nothing. */
export function storeError(error: unknown): unknown {
  const trouble = databaseTrouble(error)
  if (trouble !== 'full' && trouble !== 'read-only') return error
  refuse(trouble)
  return error instanceof NotStored ? error : new NotStored(trouble, error)
}

/** Tries a write of no consequence and asks whether this is the database that writes; true when the answer changed. */
export async function lookAtWrites(db: Database): Promise<boolean> {
  const before = state.refused
  const [row] = await db.$queryRaw<{ reads: boolean }[]>`
    SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS reads`
  if (row?.reads === true) refuse('read-only')
  else if (before !== null)
    try {
      // A row that is always there: room for it is room for an entry.
      await db.$executeRaw`UPDATE journal_head SET stream = stream WHERE stream = (SELECT min(stream) FROM journal_head)`
      state.refused = null
    } catch (error) {
      storeError(error)
    }
  return state.refused !== before
}
