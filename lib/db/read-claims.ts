import type { Claims } from '@/lib/engine/ports'
import type { Database } from './client'

/** A worker that was seen within this many milliseconds is at work; each says so every second. */
const seenWithin = 2_500

/** What of the open incidents a worker may take: one statement, that locks nothing. */
export async function readClaims(database: Database): Promise<Claims> {
  const rows = await database.$queryRaw<{ id: string; free: boolean; unattended: number; workers: bigint }[]>`
    SELECT i.id, coalesce(l.expires_at <= clock_timestamp(), true) AS free,
      (extract(epoch FROM clock_timestamp() - greatest(l.expires_at, i.proposed_at)) * 1000)::float8 AS unattended,
      (SELECT count(*) FROM worker
        WHERE seen_at > clock_timestamp() - ${seenWithin} * interval '1 millisecond') AS workers
    FROM incident i LEFT JOIN lease l ON l.key = 'incident:' || i.id
    WHERE i.closed_at IS NULL ORDER BY unattended DESC, i.number`
  return {
    free: rows.filter(({ free }) => free).map(({ id, unattended }) => ({ incidentId: id, unattended })),
    open: rows.length,
    workers: Number(rows[0]?.workers ?? 0),
  }
}
