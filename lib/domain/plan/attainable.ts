import { criticalPath, type CriticalPath } from './graph'
import type { Link, Plan, Tier } from './schema/plan'
import type { Runbook } from './schema/runbook'

/** An objective the plan's own figures contradict. Computed every time; nothing in a plan can say it or hide it. */
export type NotAttainable =
  | { promise: 'rpo'; tier: string; links: Link[] }
  | { promise: 'rto'; tier: string; promised: number; p50: CriticalPath; p95: CriticalPath; dominant: string }

export function notAttainable(plan: Plan, runbook: Runbook): NotAttainable[] {
  return plan.tiers.flatMap((tier) => [...rpo(plan, tier), ...rto(runbook, tier)])
}

/** An asynchronous link loses what had not arrived; a promise of nothing lost needs a synchronous one. */
function rpo(plan: Plan, tier: Tier): NotAttainable[] {
  const links = plan.links.filter(
    (link) => link.replication === 'asynchronous' && link.tiers.includes(tier.id) && tier.objectives.rpo === 0,
  )
  return links.length === 0 ? [] : [{ promise: 'rpo', tier: tier.id, links }]
}

function rto(runbook: Runbook, tier: Tier): NotAttainable[] {
  const p50 = criticalPath(runbook, tier.id, 'p50')
  const p95 = criticalPath(runbook, tier.id, 'p95')
  const promised = tier.objectives.rto
  if (p50 === null || p95 === null || p50.milliseconds <= promised) return []
  const dominant = p50.steps.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a), { id: '', milliseconds: -1 })
  return [{ promise: 'rto', tier: tier.id, promised, p50, p95, dominant: dominant.id }]
}
