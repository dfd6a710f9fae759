import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Readings } from '@/lib/engine/ports'

/** Milliseconds for which one answer does for all who ask the same: less than anybody waits between two looks. */
const sharedFor = 200

interface Shared {
  asked: number
  answer: ReturnType<Readings['latest']>
}

/** The newest readings of one plan in one environment, read once for all incidents that are pinned to them. */
export function sharedReadings(read: Readings['latest']): Readings['latest'] {
  // Versions are loaded once a process: the same version is the same object.
  const shared = new WeakMap<Environment, WeakMap<Plan, Shared>>()
  return (asking) => {
    const { plan, environment } = asking
    const byPlan = shared.get(environment) ?? new WeakMap<Plan, Shared>()
    shared.set(environment, byPlan)
    const known = byPlan.get(plan)
    if (known !== undefined && performance.now() - known.asked < sharedFor) return known.answer
    const fresh = { asked: performance.now(), answer: read(asking) }
    byPlan.set(plan, fresh)
    // What failed is asked again by the next.
    fresh.answer.catch(() => byPlan.delete(plan))
    return fresh.answer
  }
}
