import type { Transaction } from './client'

/** The newest position of the journal that no open append can still come before: whoever heard of it has heard of all. */
export async function journalHorizon(db: Transaction): Promise<number> {
  const [row] = await db.$queryRaw<{ horizon: bigint }[]>`SELECT journal_horizon() AS horizon`
  if (row === undefined) throw new Error('the database gave no position')
  return Number(row.horizon)
}

/** The newest position that was ever drawn, whether or not anything stands there. */
export async function newestPosition(db: Transaction): Promise<number> {
  const [row] = await db.$queryRaw<{ drawn: bigint }[]>`
    SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS drawn FROM journal_entry_position_seq`
  if (row === undefined) throw new Error('the database gave no position')
  return Number(row.drawn)
}
