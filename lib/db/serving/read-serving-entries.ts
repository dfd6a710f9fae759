import { environmentStream, planEvents } from '@/lib/domain/plan/plan-events'
import { knownFields } from '@/lib/domain/run/events/known-fields'
import type { ServingEntry } from '@/lib/domain/posture/serving-record'
import type { Transaction } from '../client'

/** How far back is looked: since when there is no standby must be told, not every failover there ever was. */
const newest = 100

/** What the environment's stream says of where it runs, oldest first. */
export async function readServingEntries(
  db: Transaction,
  { planKey, environment }: { planKey: string; environment: string },
): Promise<ServingEntry[]> {
  const type = 'environment.servingRead'
  const rows = await db.journalEntry.findMany({
    where: { stream: environmentStream(planKey, environment), type },
    orderBy: { sequence: 'desc' },
    take: newest,
    select: { payload: true, at: true },
  })
  return rows.reverse().map(({ payload, at }) => {
    const { promotionBoundary, region, standby } = knownFields(planEvents[type], JSON.parse(payload))
    return { promotionBoundary, region, standby, at: at.toISOString() }
  })
}
