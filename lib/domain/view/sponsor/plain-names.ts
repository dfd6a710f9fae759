import type { Plan, Service } from '../../plan/schema/plan'
import { listWords } from '../names'

/** `Checkout and payments`: the services of a tier in the words of the plan, as they stand in a sentence. */
export function tierSubject(plan: Plan, tier: string, services = servicesOf(plan, tier)): string {
  const names = services.map(({ plainName }) => plainName)
  if (names.length === 0) return tier
  const shown = names.length <= 3 ? names : [...names.slice(0, 2), `${names.length - 2} more`]
  return listWords(shown.map((name, index) => (index === 0 ? name : inSentence(name))))
}

/** `Checkout, payments`: the same as a heading of a row. */
export function tierServices(plan: Plan, tier: string, services = servicesOf(plan, tier)): string {
  const names = services.map(({ plainName }) => plainName)
  return names.map((name, index) => (index === 0 ? name : inSentence(name))).join(', ') || tier
}

export function isPlural(plan: Plan, tier: string, services = servicesOf(plan, tier)): boolean {
  return services.length > 1 || /[^s]s$/.test(services[0]?.plainName ?? '')
}

function servicesOf(plan: Plan, tier: string): Service[] {
  return plan.services.filter((service) => service.tier === tier)
}

export function plainRegion(plan: Plan, region: string): string {
  return plan.regions.find((candidate) => candidate.id === region)?.plainName ?? region
}

/** A name keeps its capitals where they are its own: `SSO` stays. */
export function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name
}
