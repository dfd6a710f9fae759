import { coverage } from '../plan/coverage'
import type { Plan, Service } from '../plan/schema/plan'
import type { Runbook } from '../plan/schema/runbook'
import type { IncidentState } from '../run/state'
import { listWords } from './names'

/** What of a tier a runbook's end speaks for: null where it is all of it, or where the runbook proves nothing of it. */
export function provenPart(plan: Plan, runbook: Runbook | null, tier: string): Service[] | null {
  if (runbook === null) return null
  const part = coverage(plan, runbook).find((one) => one.tier === tier)
  return part === undefined || part.covered.length === 0 || part.missing.length === 0 ? null : part.covered
}

/** `T0 is back`, `T0 and T1 are back`; of a tier that is only proven in part its services: `Checkout (T0) is back`. */
export function backWords(plan: Plan, runbook: Runbook | null, tiers: readonly string[]): string {
  const names = tiers.map((tier) => provenTier(plan, runbook, tier))
  const many = names.length > 1 || tiers.some((tier) => (provenPart(plan, runbook, tier)?.length ?? 1) > 1)
  return `${listWords(names)} ${many ? 'are' : 'is'} back`
}

export function provenTier(plan: Plan, runbook: Runbook | null, tier: string): string {
  const part = provenPart(plan, runbook, tier)
  return part === null ? tier : `${listWords(part.map(({ title }) => title))} (${tier})`
}

/** What no step of it recovers, tier by tier; null where it recovers all. */
export function notCovered(plan: Plan, runbook: Runbook): string | null {
  const left = coverage(plan, runbook).filter(({ missing }) => missing.length > 0)
  if (left.length === 0) return null
  return left.map(({ tier, missing }) => `${listWords(missing.map(({ title }) => title))} (${tier})`).join(', ')
}

/** The runbook of the last run that GO was given to: the one whose end is spoken of. */
export function ranRunbook(plan: Plan, { runs }: Pick<IncidentState, 'runs'>): Runbook | null {
  const run = runs.findLast(({ go }) => go !== null)
  return plan.runbooks.find(({ id }) => id === run?.runbook) ?? null
}
