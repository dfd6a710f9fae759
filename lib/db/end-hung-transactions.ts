import type { Database } from './client'

/**
 * Ends transactions of our own that hold a stream's head and have done nothing for half a second: their process hangs,
 * or is gone without the server having noticed. A living one waits for nothing but the database while it holds a head.
 * What they had not committed is as if never asked. Returns how many were ended.
 */
export async function endHungTransactions(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ ended: boolean }[]>`
    SELECT pg_terminate_backend(a.pid) AS ended FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.usename = session_user AND a.pid <> pg_backend_pid()
      AND a.state = 'idle in transaction' AND a.state_change < clock_timestamp() - interval '500 milliseconds'
      AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.granted
        AND l.relation = 'journal_head'::regclass AND l.mode IN ('RowShareLock', 'RowExclusiveLock'))`
  return rows.length
}
