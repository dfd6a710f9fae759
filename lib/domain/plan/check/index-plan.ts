import type { Path } from '../problem'
import type { Plan, Reading, System, Tier } from '../schema/plan'

/** The plan's things by id, made once for all checks. With an id twice the first counts; the second is its own finding. */
export interface PlanIndex {
  plan: Plan
  tiers: Map<string, Tier>
  systems: Map<string, System>
  readings: Map<string, Reading>
  ids: Record<ListName, readonly string[]>
}

export type ListName = 'regions' | 'tiers' | 'services' | 'links' | 'duties' | 'systems' | 'readings' | 'runbooks'

export function indexPlan(plan: Plan): PlanIndex {
  const names = (things: readonly { id: string }[]) => things.map(({ id }) => id)
  return {
    plan,
    tiers: firstById(plan.tiers),
    systems: firstById(plan.systems),
    readings: firstById(plan.readings),
    ids: {
      regions: names(plan.regions),
      tiers: names(plan.tiers),
      services: names(plan.services),
      links: names(plan.links),
      duties: names(plan.duties),
      systems: names(plan.systems),
      readings: names(plan.readings),
      runbooks: names(plan.runbooks),
    },
  }
}

export function firstById<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  return new Map([...things].reverse().map((thing) => [thing.id, thing]))
}

export function stepsPath(runbook: number): Path {
  return ['runbooks', runbook, 'steps']
}
