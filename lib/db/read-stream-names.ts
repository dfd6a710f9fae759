import type { Transaction } from './client'

/** Every stream that has an entry, by name: also one whose head, or whose first entry, was lost. */
export async function readStreamNames(db: Transaction): Promise<string[]> {
  const rows = await db.$queryRaw<{ stream: string }[]>`SELECT DISTINCT stream FROM journal_entry ORDER BY stream`
  return rows.map((row) => row.stream)
}
