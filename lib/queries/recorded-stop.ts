import { database, type Database } from '@/lib/db/client'
import { entryOfStop } from '@/lib/db/run-stops'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { mayBeId } from '@/lib/domain/well-formed'
import type { RecordedStop } from '@/lib/domain/view/answer'

/** What became of somebody's own stop that they had no answer to; null where it is not on record. */
export async function recordedStop(
  { incidentId, press, person }: { incidentId: string; press: string; person: string },
  db: Database = database(),
): Promise<RecordedStop | null> {
  if (!mayBeId(incidentId) || !mayBeId(press)) return null
  const stream = incidentStream(incidentId)
  const row = await db.runStop.findFirst({ where: { id: press, stream, personId: person } })
  if (row === null) return null
  const entry = await entryOfStop(db, { id: row.id, stream })
  return { incidentId, sequence: entry?.sequence ?? null, recordedAt: entry?.at ?? row.at.toISOString() }
}
