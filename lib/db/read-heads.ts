import type { StreamHead } from '@/lib/domain/journal/entry'
import type { Transaction } from './client'

/** Where streams end, by name: those given, or all. A stream without entries is left out. */
export async function readHeads(db: Transaction, streams?: readonly string[]): Promise<StreamHead[]> {
  const rows = await db.journalHead.findMany({
    where: { sequence: { gt: 0 }, ...(streams === undefined ? {} : { stream: { in: [...streams] } }) },
    select: { stream: true, sequence: true, hash: true },
    orderBy: { stream: 'asc' },
  })
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }))
}
