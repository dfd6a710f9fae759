import type { Database } from './client'

/**
 * What tells whether a page made of the journal, the latest readings and who is here would be another one now: nothing
 * that anybody has been told of is missing from what is read after it.
 */
export async function readStanding(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ standing: string }[]>`
    SELECT concat_ws(' ', journal_horizon(), (SELECT max(received_at) FROM reading_latest),
      (SELECT max(placed_at) FROM presence)) AS standing`
  if (row === undefined) throw new Error('the database gave no standing')
  return row.standing
}
