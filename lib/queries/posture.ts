import { database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readServingRecords } from '@/lib/db/serving/read-serving-records'
import { buildPostureView, type PostureView } from '@/lib/domain/view/posture/posture-view'
import { readAlertSource } from './alert-sources'
import { readHistory } from './lag-history'
import { shareView } from './share-view'
import { readTierProofs } from './tier-proofs'

const hour = 3_600_000
const bucketMilliseconds = 20_000
const sharedMilliseconds = 400

/** The posture of every plan in every environment it is bound to; everybody sees the same. */
export async function readPosture(): Promise<PostureView[]> {
  const version = String(await journalHorizon(database()))
  return shareView('posture', { version, fresh: sharedMilliseconds }, read)
}

async function read(): Promise<PostureView[]> {
  const db = database()
  const heads = await db.environmentHead.findMany({ orderBy: [{ planKey: 'asc' }, { name: 'asc' }] })
  const plans = new Map((await db.planHead.findMany()).map(({ key, hash }) => [key, hash]))
  const now = await databaseTime(db)
  const views = await Promise.all(
    heads.map(async (head): Promise<PostureView[]> => {
      const planHash = plans.get(head.planKey)
      if (planHash === undefined) return []
      const [plan, environment] = await Promise.all([loadPlan(db, planHash), loadEnvironment(db, head.hash)])
      const place = { planKey: head.planKey, environment: head.name }
      const window = { from: new Date(now.getTime() - hour), until: now, bucketMilliseconds }
      const lags = [...new Set(plan.links.flatMap((link) => link.lag ?? []))]
      const [readings, proofs, alertSource, records, ...histories] = await Promise.all([
        latestReadings(db, { plan, environment }),
        readTierProofs(db, place),
        readAlertSource(db, head.planKey, head.name),
        readServingRecords(db, place),
        ...lags.map((path) => readHistory(db, { plan, environment }, path, window)),
      ])
      return [
        buildPostureView({
          plan,
          planHash,
          environment,
          readings,
          histories,
          proofs,
          alertSource,
          records,
          now: now.toISOString(),
        }),
      ]
    }),
  )
  return views.flat()
}
