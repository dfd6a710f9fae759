import {
  servingRecords,
  type Crossing,
  type PromotionOfIncident,
  type ServingRecord,
} from '@/lib/domain/posture/serving-record'
import { promotionOf } from '@/lib/domain/run/promotion'
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
  const sent = await Promise.all(runs.map(({ id, incidentId }) => sentBy(db, id, incidentId)))
  return servingRecords(
    entries,
    sent.flatMap(({ crossing }) => crossing ?? []),
    sent.flatMap(({ promotion }) => promotion ?? []),
  )
}

interface Sent {
  crossing: Crossing | null
  promotion: PromotionOfIncident | null
}

async function sentBy(db: Database, runId: string, incidentId: string): Promise<Sent> {
  const state = await foldIfReadable(db, incidentId)
  const run = state?.runs.find(({ id }) => id === runId)
  if (state === null || run === undefined) return { crossing: null, promotion: null }
  const runbook = runbookOf(await loadPlan(db, run.planHash), run.runbook)
  const promotion = promotionOf(state, run, runbook)
  const crossed = run.pointOfNoReturn
  if (crossed !== null || promotion !== null) rememberState(state)
  const incident = incidentLabel(state)
  return {
    crossing:
      crossed === null
        ? null
        : {
            promotionBoundary: run.promotionBoundary,
            region: runbook.to,
            at: crossed.at,
            incident,
            step: crossed.step,
          },
    promotion: promotion === null ? null : { ...promotion, incident },
  }
}
