import type { LabListener, LabReply, LabRequest } from '../core/contract'
import { isoTime } from './iso-time'
import { orderSequence } from './order-id'
import type { OrderFlowLab } from './order-flow-lab'

/** The outside witness: what was acknowledged, and what of it the present writer lacks. In neither region. */
export function createWitnessListener({ world }: OrderFlowLab): LabListener {
  return {
    name: 'witness',
    system: 'witness',
    region: null,
    management: false,
    immune: true,
    operation: (request) => (request.path.startsWith('/orders/') ? 'GET orders' : 'GET witness'),
    handle: async (request) => {
      if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET' }, body: { error: 'GET only' } }
      if (request.path === '/') return { status: 200, body: witnessReport(world) }
      return order(request)
    },
  }

  function order(request: LabRequest): LabReply {
    const id = request.path.replace('/orders/', '')
    const sequence = orderSequence(id)
    if (sequence === null || !world.witness.acknowledgedOrder(sequence)) {
      return { status: 404, body: { error: 'no acknowledged order of this id' } }
    }
    const placed = world.desk.find(sequence)
    return {
      status: 200,
      body: {
        orderId: id,
        region: placed?.region ?? null,
        acknowledgedAt: isoTime(placed?.at ?? null),
        inWriter: world.data.store(world.writer()).orders.has(sequence),
      },
    }
  }
}

export function witnessReport(world: OrderFlowLab['world']) {
  const loss = world.measureLoss()
  const last = world.witness.lastAcknowledged()
  const orders = world.witness.orders()
  return {
    lastAcknowledged: last && { sequence: last.sequence, at: isoTime(last.at) },
    orders: { ...orders, lastAt: isoTime(orders.lastAt) },
    loss: loss && { ...loss, measuredAt: isoTime(loss.measuredAt) },
  }
}
