import { database } from '@/lib/db/client'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadPlan } from '@/lib/db/load-plan'
import { buildCalmView } from '@/lib/domain/view/sponsor/calm-view'
import { buildSponsorView, type SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'
import { loadIncident } from './load-incident'

export async function readSponsorPage(incidentId: string): Promise<SponsorView | null> {
  const loaded = await loadIncident(incidentId)
  return loaded === null ? null : buildSponsorView(loaded)
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
  const readings = await latestReadings(db, head.planKey, head.name)
  return buildCalmView(await loadPlan(db, plan.hash), readings, new Date().toISOString())
}
