import type { Facts } from '@/lib/domain/action/resolved'
import type { LatestReadings } from '@/lib/domain/posture/sample'
import type { Transaction } from './client'
import { readLatestReadings } from './read-readings'

/** The newest reading of every name of an environment, as the domain judges them. */
export async function latestReadings(db: Transaction, planKey: string, environment: string): Promise<LatestReadings> {
  const rows = await readLatestReadings(db, { planKey, environment })
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
