import type { RegisteredStop } from '@/lib/domain/run/stop-register'
import type { Database, Transaction } from './client'

interface Row {
  id: string
  run_id: string
  person_id: string
  account_id: string
  reason: string
  at: Date
}

/**
 * Puts an abort on record: one row, if the run lives and is not stopping already. It waits for nothing that others do.
 * Null where there is no such run to stop.
 */
export async function registerStop(
  db: Database,
  stop: { stream: string; incidentId: string } & Pick<RegisteredStop, 'runId' | 'person' | 'account' | 'reason'> & {
      /** The id of the row; by default one of the database's own. */
      press?: string | null
    },
): Promise<RegisteredStop | null> {
  const { stream, incidentId, runId, person, account, reason, press = null } = stop
  const rows = await db.$queryRaw<Row[]>`
    WITH registered AS (
      INSERT INTO run_stop (id, stream, run_id, person_id, account_id, reason)
      SELECT coalesce(${press}, gen_random_uuid()::text), ${stream}, r.id, ${person}, ${account}, ${reason} FROM run r
      WHERE r.id = ${runId} AND r.incident_id = ${incidentId} AND r.live AND r.status NOT IN ('stopping', 'stopped')
      RETURNING *)
    SELECT r.*, pg_notify('journal', json_build_object('stream', r.stream, 'position', 0)::text)::text AS told
    FROM registered r`
  return rows[0] === undefined ? null : fromRow(rows[0])
}

/** Whatever was ever registered for a stream, oldest first: a few rows. */
export async function readStops(db: Transaction, stream: string): Promise<RegisteredStop[]> {
  const rows = await db.$queryRaw<Row[]>`SELECT * FROM run_stop WHERE stream = ${stream} ORDER BY at, id`
  return rows.map(fromRow)
}

/**
 * Stops that were on record for a minute while their run lived, and have no entry: nobody appended to the stream since,
 * or what was appended was taken away.
 */
export async function stopsWithoutEntry(db: Transaction): Promise<{ id: string; stream: string; at: Date }[]> {
  return db.$queryRaw`
    SELECT s.id, s.stream, s.at FROM run_stop s JOIN run r ON r.id = s.run_id
    WHERE s.at < clock_timestamp() - interval '1 minute'
      AND (r.live OR r.ended_at > s.at + interval '1 minute' OR r.status = 'superseded'
        AND EXISTS (SELECT FROM run n WHERE n.incident_id = r.incident_id AND n.live))
      AND NOT EXISTS (SELECT FROM journal_entry e WHERE e.stream = s.stream AND e.type = 'run.abortRequested'
        AND strpos(e.payload, s.id) > 0)
    ORDER BY s.at`
}

/** The entry of a stop: its number and its time. Null while it has none. */
export async function entryOfStop(
  db: Transaction,
  { id, stream }: { id: string; stream: string },
): Promise<{ sequence: number; at: string } | null> {
  const entry = await db.journalEntry.findFirst({
    where: { stream, type: 'run.abortRequested', payload: { contains: id } },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, at: true },
  })
  return entry === null ? null : { sequence: Number(entry.sequence), at: entry.at.toISOString() }
}

function fromRow({ id, run_id: runId, person_id: person, account_id: account, reason, at }: Row): RegisteredStop {
  return { id, runId, person, account, reason, at: at.toISOString() }
}
