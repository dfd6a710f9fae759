import type { ChainEnd } from '@/lib/domain/view/evidence/chain-end'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { Transaction } from './client'
import { readHeads } from './read-heads'

/** Where the record of an incident ends, by its head and by its row. Null: there is no such incident. */
export async function readChainEnd(db: Transaction, incidentId: string): Promise<ChainEnd | null> {
  // The row first: it is written with the head, which then has it all.
  const incident = await db.incident.findUnique({ where: { id: incidentId }, select: { sequence: true } })
  if (incident === null) return null
  const [head] = await readHeads(db, [incidentStream(incidentId)])
  return { head: head ?? null, listed: Number(incident.sequence) }
}
