import type { Lab, RegionName, World } from '../../core/contract'
import { serviceTime } from '../../core/service-time'

export interface CheckoutAlert {
  state: 'pending' | 'firing'
  labels: Record<string, string>
  annotations: Record<string, string>
  /** When checkout began to fail, and when that had lasted for the rule's `for`. */
  activeAt: number
  firedAt: number
}

/** `alert: CheckoutSLOBreach, expr: orderflow:checkout_slo_breach == 1, for: 3m`; null while checkout works. */
export function checkoutAlert(lab: Lab): CheckoutAlert | null {
  const activeAt = lab.world.checkoutFailingSince()
  if (activeAt === null) return null
  const region = failingRegion(lab.world)
  const firedAt = activeAt + lab.clock.scaled(serviceTime(lab.config, 'alertFor'))
  return {
    state: lab.clock.now() >= firedAt ? 'firing' : 'pending',
    labels: { alertname: 'CheckoutSLOBreach', region, probe: 'external', severity: 'page', tier: 'T0' },
    annotations: {
      summary: `Checkout in ${region} breaches its SLO`,
      description: 'Outside probes of checkout have failed without a break for three minutes.',
      runbook_url: 'https://runbooks.orderflow.example/region-failover',
    },
    activeAt,
    firedAt,
  }
}

/** The region outside probes blame: one that cannot be reached, else the one whose store takes the orders. */
export function failingRegion(world: World): RegionName {
  return world.regions().find((region) => world.reachability(region) !== 'ok') ?? world.writer()
}
