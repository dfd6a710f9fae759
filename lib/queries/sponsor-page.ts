import { database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readServingRecords } from '@/lib/db/serving/read-serving-records'
import { buildCalmView } from '@/lib/domain/view/sponsor/calm-view'
import { buildSponsorView, type SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'
import { loadIncident } from './load-incident'
import { shareView } from './share-view'

/** Readings in a shared view are at most this much older than those of one read for oneself. */
const sharedMilliseconds = 700

/** The same for everybody who reads it, and many may: shared while the journal stands still. */
export async function readSponsorPage(incidentId: string): Promise<SponsorView | null> {
  // Of the whole journal, not of this incident: the page of one that has ended leads to what is open now.
  const version = String(await journalHorizon(database()))
  return shareView(`sponsor ${incidentId}`, { version, fresh: sharedMilliseconds }, async () => {
    const loaded = await loadIncident(incidentId)
    return loaded === null ? null : buildSponsorView(loaded)
  })
}

/** The incident a sponsor should be reading: the newest that is not closed, real ones before drills. */
export async function incidentForSponsor(): Promise<string | null> {
  const open = await database().incident.findMany({ where: { closedAt: null }, orderBy: { number: 'desc' } })
  return (open.find((incident) => incident.mode === 'live') ?? open[0])?.id ?? null
}

/** What there is to read while no incident is open; null while no plan is imported. */
export async function readCalmPage(): Promise<SponsorView | null> {
  const db = database()
  const head = await db.environmentHead.findFirst({ orderBy: [{ planKey: 'asc' }, { name: 'asc' }] })
  const plan = head === null ? null : await db.planHead.findUnique({ where: { key: head.planKey } })
  if (head === null || plan === null) return null
  const asking = { plan: await loadPlan(db, plan.hash), environment: await loadEnvironment(db, head.hash) }
  const [readings, records, now] = await Promise.all([
    latestReadings(db, asking),
    readServingRecords(db, { planKey: head.planKey, environment: head.name }),
    databaseTime(db),
  ])
  return buildCalmView({ ...asking, readings, records, now: now.toISOString() })
}
