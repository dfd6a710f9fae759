import type { RegionName } from '../core/contract'
import type { ServedRequests } from './request-window'

export interface CustomersOptions {
  ordersPerSecond: number
  /** Share 0..1 of customers with a private link to the primary region. */
  privateShare: number
  primary: RegionName
  /** Where public DNS sends customers now. */
  dns(): readonly RegionName[]
  takesOrders(region: RegionName, path: CheckoutPath): boolean
  /** Orders per second the ready pods of a region can take. */
  capacity(region: RegionName): number
  acknowledge(region: RegionName, count: number, now: number): void
  served(at: number, parts: readonly ServedRequests[]): void
}

export type CheckoutPath = 'public' | 'private'

export interface Customers {
  /** Places the orders of the last `elapsed` milliseconds, as counted batches. */
  place(now: number, elapsed: number): void
  /** Share 0..1 of a region's requests that found no free pod in the last batch. */
  overload(region: RegionName): number
}

/** Customers keep ordering at a constant rate; one on a private link uses it first and public DNS when it fails. */
export function createCustomers(options: CustomersOptions): Customers {
  let carried = 0
  const overload = new Map<RegionName, number>()
  return {
    place: (now, elapsed) => {
      const due = (options.ordersPerSecond * elapsed) / 1000 + carried
      const orders = Math.floor(due)
      carried = due - orders
      const linked = Math.round(orders * options.privateShare)
      const privately = options.takesOrders(options.primary, 'private') ? linked : 0
      if (privately > 0) options.acknowledge(options.primary, privately, now)
      const parts = split(orders - privately, options.dns()).map(([region, count]): ServedRequests => {
        if (region === null || !options.takesOrders(region, 'public')) return { region, ok: 0, failed: count }
        const free = (options.capacity(region) * elapsed) / 1000
        const ok = Math.min(count, Math.ceil(free))
        overload.set(region, count === 0 ? 0 : (count - ok) / count)
        if (ok > 0) options.acknowledge(region, ok, now)
        return { region, ok, failed: count - ok }
      })
      for (const region of overload.keys()) if (!options.dns().includes(region)) overload.delete(region)
      options.served(now, parts)
    },
    overload: (region) => overload.get(region) ?? 0,
  }
}

function split(count: number, regions: readonly RegionName[]): [RegionName | null, number][] {
  if (regions.length === 0) return [[null, count]]
  const each = Math.floor(count / regions.length)
  return regions.map((region, index) => [region, index === 0 ? count - each * (regions.length - 1) : each])
}
