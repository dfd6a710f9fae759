import type { IncidentRows } from '@/lib/domain/run/rows'
import type { Transaction } from '../client'

/** Writes rows of the read tables of one incident, in the transaction of the entries they follow from. */
export async function saveRows(tx: Transaction, rows: IncidentRows, isNew: boolean): Promise<void> {
  const { incident } = rows
  if (isNew)
    await tx.incident.create({ data: { ...incident, ...instants(incident, ['proposedAt', 'declaredAt', 'closedAt']) } })
  for (const run of rows.runs) {
    const row = { ...run, ...instants(run, ['startedAt', 'goAt', 'endedAt']) }
    await tx.run.upsert({ where: { id: run.id }, create: row, update: row, select: { id: true } })
  }
  await saveMoves(tx, rows)
  for (const request of rows.requests) {
    const row = { ...request, ...instants(request, ['requestedAt', 'expiresAt']) }
    await tx.approvalRequest.upsert({ where: { id: request.id }, create: row, update: row })
  }
}

/** One statement for what almost every entry moves: the incident, and steps, of which a wide runbook has many. */
async function saveMoves(tx: Transaction, { incident, steps }: IncidentRows): Promise<void> {
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE incident SET mode = ${incident.mode}, status = ${incident.status}, class = ${incident.class},
        title = ${incident.title}, declared_at = ${incident.declaredAt}::timestamptz,
        closed_at = ${incident.closedAt}::timestamptz, sequence = ${incident.sequence}
      WHERE id = ${incident.id})
    INSERT INTO step (run_id, step_id, status, attempt, started_at, ended_at)
    SELECT * FROM unnest(
      ${steps.map((s) => s.runId)}::text[], ${steps.map((s) => s.stepId)}::text[], ${steps.map((s) => s.status)}::text[],
      ${steps.map((s) => s.attempt)}::integer[], ${steps.map((s) => s.startedAt)}::timestamptz[],
      ${steps.map((s) => s.endedAt)}::timestamptz[])
    ON CONFLICT (run_id, step_id) DO UPDATE SET status = excluded.status, attempt = excluded.attempt,
      started_at = excluded.started_at, ended_at = excluded.ended_at`
}

function instants<Row, Field extends keyof Row>(row: Row, fields: readonly Field[]) {
  const entries = fields.map((field) => [field, row[field] === null ? null : new Date(String(row[field]))])
  return Object.fromEntries(entries) as { [F in Field]: null extends Row[F] ? Date | null : Date }
}
