import { environmentStream, type PlanEvent } from '@/lib/domain/plan/plan-events'
import type { ServingNews } from '@/lib/domain/posture/serving-news'
import { appendEntries } from '../append-entries'
import type { Database } from '../client'
import { assertLease, type Lease } from '../lease'
import { lockStream } from '../lock-streams'
import { withTransaction } from '../transaction'
import { readServingEntries } from './read-serving-entries'

/**
 * Appends what differs from the newest entry of its promotion boundary, under the lease of the environment's readings.
 * Throws LeaseLostError.
 */
export async function recordServing(
  database: Database,
  { planKey, environment }: { planKey: string; environment: string },
  news: readonly ServingNews[],
  lease: Pick<Lease, 'key' | 'holder' | 'token'>,
): Promise<void> {
  await withTransaction(database, async (tx) => {
    const head = await lockStream(tx, environmentStream(planKey, environment))
    assertLease(head, lease)
    const known = await readServingEntries(tx, { planKey, environment })
    const changed = news.filter(({ promotionBoundary, region, standby }) => {
      const last = known.findLast((entry) => entry.promotionBoundary === promotionBoundary)
      return last?.region !== region || last.standby !== standby
    })
    const events = changed.map((payload): PlanEvent => ({ type: 'environment.servingRead', payload }))
    const actor = { kind: 'worker', worker: lease.holder, token: lease.token }
    await appendEntries(
      tx,
      head,
      actor,
      events.map((event) => ({ ...event, version: 1 })),
    )
  })
}
