import type { Plan } from '../../plan/schema/plan'
import { servingRegion, type ServingState } from '../../posture/serving-state'
import { plainRegion } from './plain-names'
import { strong, text, type Sentence } from './sentence'

/** The same value as on every other page, without its words: the sponsor reads no system and no step. */
export interface PlainServing {
  promotionBoundary: string
  region: string | null
  unprotectedSince: string | null
}

export function plainServing(state: ServingState): PlainServing {
  const { promotionBoundary, unprotected } = state
  return { promotionBoundary, region: servingRegion(state), unprotectedSince: unprotected?.since ?? null }
}

/** What it means for the business that nothing could take over, in plain words; null while something could, or it is down. */
export function aloneSentence(plan: Plan, states: readonly ServingState[]): Sentence | null {
  const alone = states.find(({ unprotected, down }) => unprotected !== null && down === undefined)
  if (alone?.unprotected == null) return null
  const region = servingRegion(alone)
  const where = region === null ? 'The system' : plainRegion(plan, region)
  const { since } = alone.unprotected
  return [
    text(`${where} runs `),
    strong('without a second region'),
    ...(since === null ? [] : [text(', for '), { kind: 'elapsed', from: since, until: null } as const]),
    text('. If it failed now, nothing could take over.'),
  ]
}
