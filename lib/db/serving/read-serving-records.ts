import { servingRecords, type Crossing, type ServingRecord } from '@/lib/domain/posture/serving-record'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { incidentLabel } from '@/lib/domain/view/names'
import type { Database } from '../client'
import { foldIfReadable, rememberState } from '../incident/fold-incident'
import { loadPlan } from '../load-plan'
import { readServingEntries } from './read-serving-entries'

/** Runs looked through for the newest point of no return: those that were given GO last. */
const newest = 5

/** What the journal holds of where an environment runs: what was read last, and what its runs have promoted. */
export async function readServingRecords(
  db: Database,
  place: { planKey: string; environment: string },
): Promise<ServingRecord[]> {
  const [entries, runs] = await Promise.all([
    readServingEntries(db, place),
    db.run.findMany({
      where: { ...place, goAt: { not: null } },
      orderBy: { goAt: 'desc' },
      take: newest,
      select: { id: true, incidentId: true },
    }),
  ])
  const crossings = await Promise.all(runs.map(({ id, incidentId }) => crossingOf(db, id, incidentId)))
  return servingRecords(
    entries,
    crossings.filter((one) => one !== null),
  )
}

async function crossingOf(db: Database, runId: string, incidentId: string): Promise<Crossing | null> {
  const state = await foldIfReadable(db, incidentId)
  const run = state?.runs.find(({ id }) => id === runId)
  if (state === null || run?.pointOfNoReturn == null) return null
  rememberState(state)
  const { to } = runbookOf(await loadPlan(db, run.planHash), run.runbook)
  const { step, at } = run.pointOfNoReturn
  return { promotionBoundary: run.promotionBoundary, region: to, at, incident: incidentLabel(state), step }
}
