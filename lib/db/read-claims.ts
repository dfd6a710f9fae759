import type { Claims } from '@/lib/engine/ports'
import type { Database } from './client'

/** A worker that was seen within this many milliseconds is at work; each says so every second. */
const seenWithin = 2_500

/** The open incidents, oldest first, and how many workers share them: one statement, that locks nothing. */
export async function readClaims(database: Database): Promise<Claims> {
  const rows = await database.$queryRaw<{ open: string[]; workers: bigint }[]>`
    SELECT ARRAY(SELECT id FROM incident WHERE closed_at IS NULL ORDER BY number) AS open,
      (SELECT count(*) FROM worker
        WHERE seen_at > clock_timestamp() - ${seenWithin} * interval '1 millisecond') AS workers`
  return { open: rows[0]?.open ?? [], workers: Number(rows[0]?.workers ?? 0) }
}
