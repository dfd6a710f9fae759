import type { Transaction } from '../client'

/** Versions that an incident is judged by until it is closed, whatever was imported since. */
export interface Pin {
  planKey: string
  environment: string
  planHash: string
  environmentHash: string
}

/** What open incidents are pinned to, each pair of versions once. The first entry of an incident says it. */
export async function readPins(db: Transaction): Promise<Pin[]> {
  return db.$queryRaw<Pin[]>`
    SELECT DISTINCT i.plan_key AS "planKey", i.environment,
      e.payload::jsonb #>> '{plan,hash}' AS "planHash", e.payload::jsonb #>> '{environment,hash}' AS "environmentHash"
    FROM incident i JOIN journal_entry e ON e.stream = 'incident:' || i.id AND e.sequence = 1
    WHERE i.closed_at IS NULL`
}
