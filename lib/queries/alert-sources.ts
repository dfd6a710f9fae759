import type { Database } from '@/lib/db/client'
import type { AlertSourceFacts } from '@/lib/domain/posture/alert-source'

const nothing: AlertSourceFacts = { heardAt: null, heartbeatAt: null, refused: null }

/** What has come by the webhook of one environment. */
export async function readAlertSource(db: Database, planKey: string, environment: string): Promise<AlertSourceFacts> {
  const row = await db.alertSource.findUnique({ where: { planKey_environment: { planKey, environment } } })
  if (row === null) return nothing
  const { heardAt, heartbeatAt, refusedAt, refusedBecause, refusedCount } = row
  return {
    heardAt: heardAt?.toISOString() ?? null,
    heartbeatAt: heartbeatAt?.toISOString() ?? null,
    refused:
      refusedAt === null
        ? null
        : { at: refusedAt.toISOString(), because: refusedBecause ?? 'no reason kept', count: Number(refusedCount) },
  }
}
