import type { Transaction } from './client'
import type { LockedHead } from './lock-streams'

/** The database's time and whose appends to a stream count, at one moment. One statement, that locks nothing. */
export async function readStanding(db: Transaction, stream: string): Promise<Pick<LockedHead, 'now' | 'lease'>> {
  const [row] = await db.$queryRaw<{ now: Date; lease_token: bigint; lease_holder: string | null }[]>`
    SELECT clock_timestamp() AS now, lease_token, lease_holder FROM journal_head WHERE stream = ${stream}`
  if (row === undefined) throw new Error(`${stream} has no head`)
  return { now: row.now, lease: { token: Number(row.lease_token), holder: row.lease_holder } }
}
