import type { Plan, Tier } from '../../plan/schema/plan'
import { fieldValue, type LatestReadings } from '../../posture/sample'

export interface SeenFromOutside {
  is: 'working' | 'failing' | 'unknown'
  places: number
  failing: number
  /** The oldest of the readings it rests on. */
  observedAt: string | null
}

/** What the monitors outside say of a tier now. One that does not answer is not a failure of the tier, but unknown. */
export function seenFromOutside(plan: Plan, tier: Tier, readings: LatestReadings, now: string): SeenFromOutside {
  const fields = (tier.outside?.monitors ?? []).map((monitor) => {
    const maxAge = plan.readings.find((reading) => reading.id === monitor)?.maxAge ?? 0
    return fieldValue(readings, `${monitor}.ok`, maxAge, now)
  })
  const known = fields.filter((field) => field.unknown === null)
  const failing = known.filter((field) => field.value !== true).length
  const observedAt = known.map((field) => field.observedAt ?? now).sort()[0] ?? null
  const whole = fields.length > 0 && known.length === fields.length
  const is = failing > 0 ? 'failing' : whole ? 'working' : 'unknown'
  return { is, places: fields.length, failing, observedAt }
}
