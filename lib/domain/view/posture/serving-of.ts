import type { Plan } from '../../plan/schema/plan'
import type { Runbook } from '../../plan/schema/runbook'
import type { ServingState } from '../../posture/serving-state'
import { servingRegion } from '../../posture/serving-state'

/** Where a tier runs: by the boundary of the runbook that recovers it, else by that of its links; null: nothing is read. */
export function servingOf(plan: Plan, states: readonly ServingState[], tier: string): ServingState | null {
  const boundaries = [
    ...proving(plan, tier).map(({ promotionBoundary }) => promotionBoundary),
    ...plan.links.filter(({ tiers }) => tiers.includes(tier)).map(({ promotionBoundary }) => promotionBoundary),
  ]
  return boundaries.flatMap((one) => states.find(({ promotionBoundary }) => promotionBoundary === one) ?? [])[0] ?? null
}

/**
 * The runbook that would recover a tier from where it runs now. Where nobody knows where that is, the first that proves
 * the tier; null where no runbook leads out of there, or none proves it.
 */
export function runbookFor(plan: Plan, states: readonly ServingState[], tier: string): Runbook | null {
  const [first, ...others] = proving(plan, tier)
  if (first === undefined) return null
  const leadsOut = ({ promotionBoundary, from }: Runbook) => {
    const state = states.find((one) => one.promotionBoundary === promotionBoundary)
    const region = state === undefined ? null : servingRegion(state)
    return region === null || region === from
  }
  return [first, ...others].find(leadsOut) ?? null
}

/** The runbooks that prove a tier's recovery, wherever they start. */
export function proving(plan: Plan, tier: string): Runbook[] {
  return plan.runbooks.filter((runbook) => runbook.steps.some((step) => step.proves.includes(tier)))
}
