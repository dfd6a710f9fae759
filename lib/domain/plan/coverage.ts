import type { Plan, Service } from './schema/plan'
import type { Runbook } from './schema/runbook'

export interface TierCoverage {
  tier: string
  /** Services the runbook brings back and proves. */
  covered: Service[]
  /** Services of the tier that no step of it recovers: its end says nothing of them. */
  missing: Service[]
}

/**
 * What a runbook may claim at its end, tier by tier. A tier counts where a step proves it; within it the services that
 * a step recovers. A runbook that names no service at all speaks of whole tiers.
 */
export function coverage(plan: Plan, runbook: Runbook): TierCoverage[] {
  const proven = new Set(runbook.steps.flatMap(({ proves }) => proves))
  const named = runbook.steps.flatMap(({ recovers }) => recovers ?? [])
  const speaksOfServices = runbook.steps.some(({ recovers }) => recovers !== undefined)
  return plan.tiers.map(({ id }) => {
    const services = plan.services.filter(({ tier }) => tier === id)
    const covers = (service: Service) => proven.has(id) && (!speaksOfServices || named.includes(service.id))
    return { tier: id, covered: services.filter(covers), missing: services.filter((one) => !covers(one)) }
  })
}

/** Services that no runbook of the plan recovers, tier by tier; tiers without one are left out. */
export function notRecovered(plan: Plan): { tier: string; services: Service[] }[] {
  const covered = new Set(
    plan.runbooks.flatMap((runbook) => coverage(plan, runbook).flatMap((one) => one.covered.map(({ id }) => id))),
  )
  return plan.tiers
    .map(({ id }) => ({
      tier: id,
      services: plan.services.filter((service) => service.tier === id && !covered.has(service.id)),
    }))
    .filter(({ services }) => services.length > 0)
}
