import { randomUUID } from 'node:crypto'
import type { Effect, LabListener, LabReply, LabRequest, RegionName } from '../core/contract'
import { readJsonObject } from '../core/read-json'
import { serviceTime } from '../core/service-time'
import { isoTime } from '../world/iso-time'
import { orderId, orderSequence } from '../world/order-id'
import type { OrderFlowLab } from '../world/order-flow-lab'
import type { PlacedOrder } from '../world/order-desk'

/** POST /orders with an Idempotency-Key, and GET /orders/:id, as one region's checkout pods answer them. */
export function createCheckoutApi(
  { clock, config, effects, world }: OrderFlowLab,
  region: RegionName,
  path: 'inside' | 'public',
): Pick<LabListener, 'system' | 'operation' | 'handle'> {
  return {
    system: 'checkout',
    operation: (request) => `${request.method} orders`,
    handle: async (request) => {
      if (request.method === 'POST' && request.path === '/orders') return place(request)
      if (request.method === 'GET' && request.path.startsWith('/orders/')) return read(request.path.slice(8))
      return { status: 404, body: { error: 'POST /orders or GET /orders/:id' } }
    },
  }

  async function place(request: LabRequest): Promise<LabReply> {
    const receivedAt = clock.now()
    const key = request.headers['idempotency-key'] ?? ''
    const order = readJsonObject(request)
    if (key === '' || key.length > 200) return { status: 400, body: { error: 'Idempotency-Key header required' } }
    if (!order || !Array.isArray(order.items) || order.items.length === 0) {
      return { status: 400, body: { error: 'items: a list of at least one item' } }
    }
    const sandbox = order.sandbox === true
    await clock.wait(serviceTime(config, 'checkoutOrder'))
    const requestId = randomUUID()
    const record = (outcome: Effect['outcome'], fault: string | null): void => {
      effects.record({
        system: 'checkout',
        region,
        operation: 'POST orders',
        requestId,
        target: `order/${key}`,
        parameters: { sandbox, path },
        outcome,
        fault,
        receivedAt,
        settledAt: clock.now(),
      })
    }
    const headers = { 'x-request-id': requestId }
    const problem =
      world.checkoutProblem(region, path) ??
      (path === 'public' && Math.random() < world.overload(region) ? { reason: 'no pod is free' } : null)
    if (problem) {
      record('refused', problem.reason)
      return { status: 503, headers, body: problem }
    }
    const earlier = world.desk.ofKey(region, key)
    if (earlier) {
      record('no-change', null)
      return { status: 200, headers, body: orderBody(earlier) }
    }
    const placed = world.desk.place(region, key, sandbox, clock.now())
    record('accepted', null)
    return { status: 201, headers, body: orderBody(placed) }
  }

  function read(id: string): LabReply {
    world.advance()
    const sequence = orderSequence(id)
    if (sequence === null || !world.data.store(region).orders.has(sequence)) {
      return { status: 404, body: { error: 'no such order in this region' } }
    }
    const placed = world.desk.find(sequence)
    return { status: 200, body: placed ? orderBody(placed) : { orderId: id, region: null } }
  }
}

function orderBody(order: PlacedOrder) {
  return {
    orderId: orderId(order.sequence),
    region: order.region,
    sandbox: order.sandbox,
    acknowledgedAt: isoTime(order.at),
  }
}
