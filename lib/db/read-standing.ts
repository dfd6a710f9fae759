import type { Mark } from '@/lib/domain/run/mark'
import type { Standing } from '@/lib/engine/ports'
import type { Transaction } from './client'
import type { LockedHead } from './lock-streams'

/**
 * The database's time, whose appends to a stream count and for how long its lease lasts, whether it holds this intent
 * and nobody took a step over since, whatever step it was, and the stops that were ever registered for it, at one
 * moment. One statement, that locks nothing.
 */
export async function readStanding(
  db: Transaction,
  stream: string,
  { sequence, at }: Pick<Mark, 'sequence' | 'at'>,
): Promise<Pick<LockedHead, 'now' | 'lease'> & Pick<Standing, 'stands' | 'stops' | 'leaseLeft'>> {
  const rows = await db.$queryRaw<
    {
      now: Date
      lease_token: bigint
      lease_holder: string | null
      lease_left: number
      stands: boolean
      id: string | null
      run_id: string | null
    }[]
  >`
    SELECT m.now, h.lease_token, h.lease_holder, s.id, s.run_id,
      EXISTS (SELECT FROM journal_entry e WHERE e.stream = h.stream AND e.sequence = ${sequence}
        AND e.type = 'step.intended' AND e.at = ${new Date(at)})
        AND NOT EXISTS (SELECT FROM journal_entry e WHERE e.stream = h.stream AND e.sequence > ${sequence}
          AND e.type = 'step.takenOver') AS stands,
      coalesce(extract(epoch FROM l.expires_at - m.now) * 1000, 0)::float8 AS lease_left
    FROM (SELECT clock_timestamp() AS now) m, journal_head h
      LEFT JOIN lease l ON l.key = h.stream LEFT JOIN run_stop s ON s.stream = h.stream
    WHERE h.stream = ${stream}`
  const [row] = rows
  if (row === undefined) throw new Error(`${stream} has no head`)
  const stops = rows.flatMap(({ id, run_id: runId }) => (id === null || runId === null ? [] : [{ id, runId }]))
  return {
    now: row.now,
    stands: row.stands,
    stops,
    leaseLeft: row.lease_left,
    lease: { token: Number(row.lease_token), holder: row.lease_holder },
  }
}
