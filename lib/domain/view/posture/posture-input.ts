import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'
import type { AlertSourceFacts } from '../../posture/alert-source'
import type { LatestReadings } from '../../posture/sample'
import type { ServingRecord } from '../../posture/serving-record'
import type { ServingState } from '../../posture/serving-state'
import type { LossFigure } from '../../run/events/facts'

/** What the last run that brought a tier back measured; the mode is part of every number. */
export interface TierProof {
  tier: string
  incident: string
  mode: string
  /** Another scale than 1 measures nothing. */
  timeScale: number
  impactAt: string | null
  declaredAt: string | null
  recoveredAt: string
  loss: LossFigure | null
}

/** One reading's numbers over a while: the highest of each bucket, null where none came. */
export interface ReadingHistory {
  reading: string
  from: string
  bucketMilliseconds: number
  highest: (number | null)[]
}

export interface PostureInput {
  plan: Plan
  planHash: string
  environment: Environment
  readings: LatestReadings
  histories: readonly ReadingHistory[]
  proofs: readonly TierProof[]
  alertSource: AlertSourceFacts
  /** What the journal holds of where it runs. */
  records: readonly ServingRecord[]
  now: string
}

/** The same with where each promotion boundary runs, which every figure speaks of. */
export interface PlacedInput extends PostureInput {
  states: readonly ServingState[]
}
