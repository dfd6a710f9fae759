import type { Transaction } from './client'

/** This moment on the database's clock, the one every time in the product is on. */
export async function databaseTime(db: Transaction): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (row === undefined) throw new Error('the database gave no time')
  return row.now
}
