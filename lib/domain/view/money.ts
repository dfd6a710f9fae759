import type { Plan } from '../plan/schema/plan'
import type { IncidentState } from '../run/state'

/** A stretch of time at one rate. `until` null: still running. */
export interface CostStretch {
  from: string
  until: string | null
  perSecond: number
}

export interface MoneyView {
  currency: string
  /** In order; a page adds them up against its own clock. Empty: no impact is recorded or no rate is planned. */
  stretches: CostStretch[]
  /** What a minute costs now; 0 once every tier that is watched is back. */
  perMinute: number
  source: string | null
}

/**
 * What the outage costs, from the plan's rates. Only tiers that are watched from outside count: for the others nobody
 * knows whether they are down. The highest rate of those down counts, rates are not added: the plan's figures overlap.
 */
export function moneyView(plan: Plan, state: IncidentState): MoneyView {
  const impact = state.impact?.at
  const rates = plan.tiers.flatMap((tier) => {
    if (tier.downtime === undefined || tier.outside === undefined) return []
    const { amount, per, source } = tier.downtime
    const back = state.tiers[tier.id]?.recovered?.at ?? state.tiers[tier.id]?.provisional?.at ?? null
    return [{ perSecond: (amount / per) * 1_000, back, source }]
  })
  const none: MoneyView = { currency: plan.currency, stretches: [], perMinute: 0, source: null }
  if (impact === undefined || rates.length === 0) return none
  const edges = [impact, ...rates.flatMap(({ back }) => (back !== null && back > impact ? [back] : []))].sort()
  const stretches = edges.flatMap((from, index): CostStretch[] => {
    const until = edges[index + 1] ?? null
    const down = rates.filter(({ back }) => back === null || back > from)
    const perSecond = Math.max(0, ...down.map((rate) => rate.perSecond))
    return perSecond === 0 || from === until ? [] : [{ from, until, perSecond }]
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
