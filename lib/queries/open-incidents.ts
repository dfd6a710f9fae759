import type { OpenIncident } from '@/lib/domain/view/open-incident'
import type { Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { foldIfReadable } from '@/lib/db/incident/fold-incident'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { incidentStatusNow } from '@/lib/domain/view/incident-status'

/** Incidents that are open now but one, the newest first, each with the status it has this moment. */
export async function readOpenIncidents(db: Database, except: string | null = null): Promise<OpenIncident[]> {
  const rows = await db.incident.findMany({
    where: { closedAt: null, ...(except === null ? {} : { id: { not: except } }) },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, title: true, mode: true, status: true, environment: true },
  })
  return Promise.all(rows.map(async (row) => ({ ...row, status: await statusNow(db, row) })))
}

/** Only what had recovered can be otherwise than its row says. */
async function statusNow(db: Database, { id, status }: { id: string; status: string }): Promise<string> {
  if (status !== 'recovered') return status
  const state = await foldIfReadable(db, id)
  if (state === null) return status
  const [plan, environment] = await Promise.all([
    loadPlan(db, state.plan.hash),
    loadEnvironment(db, state.environment.hash),
  ])
  const [readings, now] = await Promise.all([latestReadings(db, { plan, environment }), databaseTime(db)])
  return incidentStatusNow(state, plan, readings, now.toISOString())
}
