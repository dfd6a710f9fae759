import { database, type Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { foldIfReadable } from '@/lib/db/incident/fold-incident'
import { openInPlace } from '@/lib/db/incident/open-in-place'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readServingRecords } from '@/lib/db/serving/read-serving-records'
import { drillAlarms, proofAlarms, servingAlarms, type Alarm } from '@/lib/domain/view/alarms'
import { servingViews } from '@/lib/domain/view/serving-view'
import { shareByStanding } from './share-by-standing'

/** What every page must say of every environment now; the same for everybody. */
export async function readAlarms(): Promise<Alarm[]> {
  return shareByStanding('alarms', database(), () => alarmsNow(database()))
}

/** Of an incident that this process does not understand there is none: its own page says that. */
export async function alarmsNow(db: Database): Promise<Alarm[]> {
  const heads = await db.environmentHead.findMany({ orderBy: [{ planKey: 'asc' }, { name: 'asc' }] })
  const plans = new Map((await db.planHead.findMany()).map(({ key, hash }) => [key, hash]))
  const now = (await databaseTime(db)).toISOString()
  const alarms = await Promise.all(
    heads.map(async ({ planKey, name, hash }): Promise<Alarm[]> => {
      const planHash = plans.get(planKey)
      if (planHash === undefined) return []
      const [plan, environment] = await Promise.all([loadPlan(db, planHash), loadEnvironment(db, hash)])
      const [readings, records, open] = await Promise.all([
        latestReadings(db, { plan, environment }),
        readServingRecords(db, { planKey, environment: name }),
        openInPlace(db, { planKey, environment: name }),
      ])
      const states = await Promise.all(open.map(({ id }) => foldIfReadable(db, id)))
      const proofs = await Promise.all(
        states.map(async (state) =>
          state === null ? [] : proofAlarms(environment.title, state, await loadPlan(db, state.plan.hash)),
        ),
      )
      const place = { planKey, environment: name, title: environment.title }
      return [
        ...proofs.flat(),
        ...drillAlarms(place.title, open),
        ...servingAlarms(place, servingViews({ plan, environment, readings, now, records })),
      ]
    }),
  )
  return alarms.flat()
}
