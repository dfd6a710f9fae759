import type { IncidentRows } from '@/lib/domain/run/rows'
import type { Transaction } from '../client'

/** Writes the read tables of one incident, in the transaction of the entries they follow from; only rows that differ. */
export async function saveRows(tx: Transaction, before: IncidentRows | null, after: IncidentRows): Promise<void> {
  const { incident } = after
  const data = { ...incident, ...instants(incident, ['proposedAt', 'declaredAt', 'closedAt']) }
  if (before === null) await tx.incident.create({ data })
  else await tx.incident.update({ where: { id: incident.id }, data })
  for (const run of changed(before?.runs, after.runs, (r) => r.id)) {
    const row = { ...run, ...instants(run, ['startedAt', 'goAt', 'endedAt']) }
    await tx.run.upsert({ where: { id: run.id }, create: row, update: row })
  }
  for (const step of changed(before?.steps, after.steps, (s) => `${s.runId}/${s.stepId}`)) {
    const row = { ...step, ...instants(step, ['startedAt', 'endedAt']) }
    const { runId, stepId } = step
    await tx.step.upsert({ where: { runId_stepId: { runId, stepId } }, create: row, update: row })
  }
  for (const request of changed(before?.requests, after.requests, (r) => r.id)) {
    const row = { ...request, ...instants(request, ['requestedAt', 'expiresAt']) }
    await tx.approvalRequest.upsert({ where: { id: request.id }, create: row, update: row })
  }
}

function changed<Row>(before: readonly Row[] | undefined, after: readonly Row[], key: (row: Row) => string): Row[] {
  const known = new Map((before ?? []).map((row) => [key(row), JSON.stringify(row)]))
  return after.filter((row) => known.get(key(row)) !== JSON.stringify(row))
}

function instants<Row, Field extends keyof Row>(row: Row, fields: readonly Field[]) {
  const entries = fields.map((field) => [field, row[field] === null ? null : new Date(String(row[field]))])
  return Object.fromEntries(entries) as { [F in Field]: null extends Row[F] ? Date | null : Date }
}
