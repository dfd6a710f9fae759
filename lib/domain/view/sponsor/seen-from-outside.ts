import type { Plan, Tier } from '../../plan/schema/plan'
import { seenNow } from '../../run/tier-now'
import { fieldValue, type LatestReadings } from '../../posture/sample'

export interface SeenFromOutside {
  is: 'working' | 'failing' | 'unknown'
  places: number
  failing: number
  /** The oldest of the readings it rests on. */
  observedAt: string | null
}

/**
 * What the monitors outside say of a tier now, by the rule that also opens an outage. One that does not answer is not a
 * failure of the tier, but unknown; so is a tier that only some see failing.
 */
export function seenFromOutside(plan: Plan, tier: Tier, readings: LatestReadings, now: string): SeenFromOutside {
  const fields = (tier.outside?.monitors ?? []).map((monitor) => {
    const maxAge = plan.readings.find((reading) => reading.id === monitor)?.maxAge ?? 0
    return fieldValue(readings, `${monitor}.ok`, maxAge, now)
  })
  const known = fields.filter((field) => field.unknown === null)
  const failing = known.filter((field) => field.value !== true).length
  const observedAt = known.map((field) => field.observedAt ?? now).sort()[0] ?? null
  const { is } = seenNow(plan, tier, readings, now)
  return { is, places: fields.length, failing, observedAt }
}

/** `all 3 outside checks`, `2 of 3 outside checks`: how many of those who look from outside say it. */
export function checksOf(saying: number, all: number): string {
  if (all === 1) return 'the one outside check'
  return saying === all ? `all ${all} outside checks` : `${saying} of ${all} outside checks`
}
