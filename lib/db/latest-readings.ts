import type { Facts } from '@/lib/domain/system/resolved'
import type { LatestReadings } from '@/lib/domain/posture/sample'
import { noIncident, type Bindings } from '@/lib/domain/plan/reference/bindings'
import { questionsOf, type Asking } from '@/lib/domain/posture/question'
import type { Transaction } from './client'
import { readLatestReadings } from './read-readings'

/**
 * The newest answer to every question that these versions of plan and environment ask, as the domain judges them. Of
 * an incident they are what it is pinned to, and `bindings` what its run fills in.
 */
export async function latestReadings(
  db: Transaction,
  asking: Asking,
  bindings: Bindings = noIncident,
): Promise<LatestReadings> {
  const rows = await readLatestReadings(db, {
    planKey: asking.plan.key,
    environment: asking.environment.name,
    questions: Object.values(questionsOf(asking, bindings)),
  })
  return Object.fromEntries(
    rows.map((row) => {
      const fields = row.value as Facts | null
      return [
        row.name,
        {
          reading: row.name,
          observedAt: fields === null ? null : row.observedAt.toISOString(),
          receivedAt: row.receivedAt.toISOString(),
          fields,
          error: row.error,
          source: row.source,
        },
      ]
    }),
  )
}
