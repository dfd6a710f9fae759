import type { Lab } from '../../core/contract'
import { clustersOf } from './clusters'
import type { Promotion } from './rds-state'
import { isPlanned } from './validate-promotion'

/**
 * An accepted promotion that the effect log knows and the state file does not: the lab was killed in between. The
 * caller was answered, so it is taken up; null when there is none.
 */
export const unfinishedIn = (lab: Lab): Promotion | null => {
  const effect = lab.effects.all().findLast((e) => e.system === 'rds' && e.outcome === 'accepted')
  if (effect === undefined || effect.settledAt !== null || effect.region === null) return null
  const to = clustersOf(lab.config).find((cluster) => cluster.arn === effect.target)?.region
  const from = lab.world.writer()
  if (to === undefined || to === from) return null
  return {
    operation: effect.operation,
    calledIn: effect.region,
    planned: isPlanned(effect.operation, effect.parameters),
    from,
    to,
    status: 'pending',
    acceptedAt: effect.receivedAt,
    effectId: effect.id,
  }
}
