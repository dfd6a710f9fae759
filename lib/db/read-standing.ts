import type { Transaction } from './client'
import type { LockedHead } from './lock-streams'

/**
 * The database's time, whose appends to a stream count, and the stops that were ever registered for it, at one moment.
 * One statement, that locks nothing.
 */
export async function readStanding(
  db: Transaction,
  stream: string,
): Promise<Pick<LockedHead, 'now' | 'lease'> & { stops: string[] }> {
  const [row] = await db.$queryRaw<{ now: Date; lease_token: bigint; lease_holder: string | null; stops: string[] }[]>`
    SELECT clock_timestamp() AS now, lease_token, lease_holder,
      ARRAY(SELECT id FROM run_stop WHERE stream = ${stream}) AS stops
    FROM journal_head WHERE stream = ${stream}`
  if (row === undefined) throw new Error(`${stream} has no head`)
  const { now, stops, lease_token: token, lease_holder: holder } = row
  return { now, stops, lease: { token: Number(token), holder } }
}
