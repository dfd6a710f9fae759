import type { Plan } from '../plan/schema/plan'
import { actsForReal } from '../run/acts-for-real'
import type { IncidentState } from '../run/state'
import { type OutageSpan, outagesOf } from '../run/tier-now'

/** A stretch of time at one rate. `until` null: still running. */
export interface CostStretch {
  from: string
  until: string | null
  perSecond: number
}

export interface MoneyView {
  /** False: nothing real is lost, and the figures say what it would have been. */
  real: boolean
  currency: string
  /** In order; a page adds them up against its own clock. Empty: no impact is recorded or no rate is planned. */
  stretches: CostStretch[]
  /** What a minute costs now; 0 once every tier that is watched is back. */
  perMinute: number
  source: string | null
}

/**
 * What the outages cost, from the plan's rates. Only tiers that are watched from outside count: for the others nobody
 * knows whether they are down. The highest rate of those down counts, rates are not added: the plan's figures overlap.
 * Between two outages nothing is counted, and after an incident's end nothing is.
 */
export function moneyView(plan: Plan, state: IncidentState): MoneyView {
  const rates = plan.tiers.flatMap((tier) => {
    const outages = outagesOf(state, tier)
    if (tier.downtime === undefined || outages.length === 0) return []
    const { amount, per, source } = tier.downtime
    return [{ perSecond: (amount / per) * 1_000, outages, source }]
  })
  const none: MoneyView = {
    real: actsForReal(state.mode),
    currency: plan.currency,
    stretches: [],
    perMinute: 0,
    source: null,
  }
  if (rates.length === 0) return none
  const spans = rates.flatMap(({ outages }) => outages)
  const edges = [...new Set(spans.flatMap(({ from, until }) => (until === null ? [from] : [from, until])))].sort()
  const stretches = edges.flatMap((from, index): CostStretch[] => {
    const until = edges[index + 1] ?? null
    const during = (span: OutageSpan) => span.from <= from && (span.until === null || span.until > from)
    const down = rates.filter(({ outages }) => outages.some(during))
    const perSecond = Math.max(0, ...down.map((rate) => rate.perSecond))
    return perSecond === 0 ? [] : [{ from, until, perSecond }]
  })
  const running = stretches.find(({ until }) => until === null)
  const highest = [...rates].sort((a, b) => b.perSecond - a.perSecond)[0]
  return { ...none, stretches, perMinute: (running?.perSecond ?? 0) * 60, source: highest?.source ?? null }
}

/** The sum of the stretches as of an instant, in whole units of the currency. */
export function costAt(stretches: readonly CostStretch[], now: number): number {
  return stretches.reduce((sum, { from, until, perSecond }) => {
    const seconds = Math.floor(Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(from)) / 1_000)
    return sum + seconds * perSecond
  }, 0)
}
