import type { WorkloadState } from '../core/contract'

export interface CheckoutProblem {
  reason: string
  /** Set when the database refused the write: 25006 is read_only_sql_transaction. */
  sqlstate?: '25006'
}

export interface CheckoutFacts {
  reachable: boolean
  gateClosed: boolean
  storeTakesWrites: boolean
  storePromotedAt: number | null
  workload: WorkloadState | undefined
}

/** Why checkout in a region cannot take an order; null when it can. */
export function checkoutProblem(facts: CheckoutFacts): CheckoutProblem | null {
  const { workload } = facts
  if (!facts.reachable) return { reason: 'region unreachable' }
  if (!workload || workload.ready === 0) return { reason: 'no checkout pod is ready' }
  if (workload.role !== 'primary') return { reason: 'region role is standby' }
  if (facts.gateClosed) return { reason: 'write gate closed' }
  if (!facts.storeTakesWrites) {
    return { reason: 'cannot execute INSERT in a read-only transaction', sqlstate: '25006' }
  }
  if (facts.storePromotedAt !== null && workload.podsStartedAt < facts.storePromotedAt) {
    return { reason: 'connection pools still point to the old writer', sqlstate: '25006' }
  }
  return null
}
