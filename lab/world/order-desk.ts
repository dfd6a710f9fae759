import type { RegionName } from '../core/contract'
import type { DataPlane } from './data-plane'

export interface PlacedOrder {
  sequence: number
  key: string
  region: RegionName
  at: number
  sandbox: boolean
}

/** Orders placed one by one over HTTP, with an idempotency key. Whether one still exists is the store's to say. */
export interface OrderDesk {
  /** The order of this key that the region's store contains, if any: a lost order does not answer for its key. */
  ofKey(region: RegionName, key: string): PlacedOrder | undefined
  place(region: RegionName, key: string, sandbox: boolean, now: number): PlacedOrder
  find(sequence: number): PlacedOrder | undefined
  snapshot(): PlacedOrder[]
  restore(orders: readonly PlacedOrder[]): void
}

/** Enough for every synthetic order of a long drill; older ones are still counted, only their keys are forgotten. */
const kept = 5000

export function createOrderDesk(data: Pick<DataPlane, 'store' | 'writeOrders'>): OrderDesk {
  let orders: PlacedOrder[] = []
  return {
    ofKey: (region, key) =>
      orders.findLast((order) => order.key === key && data.store(region).orders.has(order.sequence)),
    place: (region, key, sandbox, now) => {
      const order = { sequence: data.writeOrders(region, 1, now), key, region, at: now, sandbox }
      orders = [...orders.slice(-kept), order]
      return order
    },
    find: (sequence) => orders.findLast((order) => order.sequence === sequence),
    snapshot: () => orders,
    restore: (snapshot) => {
      orders = [...snapshot]
    },
  }
}
