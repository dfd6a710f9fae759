import type { LabListener, LabSystem } from '../core/contract'
import type { OrderFlowLab } from '../world/order-flow-lab'
import { createCheckoutApi } from './checkout-api'

/**
 * Checkout as a customer calls it. `checkout.<region>` goes to one region's load balancer, past DNS, which is how a
 * region is tried before it gets traffic; `checkout.public` goes where DNS says.
 */
export function createCheckoutSystem(lab: OrderFlowLab): LabSystem {
  const { world } = lab
  const direct = world.regions().map((region): LabListener => {
    const api = createCheckoutApi(lab, region, 'inside')
    // Not a management API, but from outside a cut-off region's load balancer does not answer either.
    return { name: `checkout.${region}`, region, management: true, ...api }
  })
  const published = new Map(
    world.regions().map((region): [string, LabListener] => {
      const api = createCheckoutApi(lab, region, 'public')
      return [region, { name: `checkout.public@${region}`, region, management: true, ...api }]
    }),
  )
  let turn = 0
  const publicListener: LabListener = {
    name: 'checkout.public',
    system: 'checkout',
    region: null,
    management: false,
    operation: (request) => `${request.method} orders`,
    route: () => {
      const answers = world.dns()
      turn += 1
      return published.get(answers[turn % Math.max(1, answers.length)] ?? '')
    },
    handle: async () => ({ status: 503, body: { reason: 'public DNS answers with no region' } }),
  }
  return { listeners: [publicListener, ...direct] }
}
