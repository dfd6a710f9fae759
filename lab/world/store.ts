import type { RegionName } from '../core/contract'
import { RangeSet } from './range-set'

export interface Heartbeat {
  sequence: number
  /** The region whose store acknowledged it. */
  region: RegionName
  writtenAt: number
}

/** One write as it is committed and replicated: a heartbeat, or the orders first..last of one batch. */
export type Write = { committedAt: number } & ({ heartbeat: Heartbeat } | { orders: [first: number, last: number] })

/** The orders store of one region: what it really contains, and whether it takes writes. */
export interface Store {
  region: RegionName
  orders: RangeSet
  heartbeats: RangeSet
  newest: Heartbeat | null
  takesWrites: boolean
  promotedAt: number | null
  /** While an old writer is rebuilt on a new volume: when it is a standby again. */
  resyncUntil: number | null
}

export type StoreSnapshot = Omit<Store, 'orders' | 'heartbeats'> & {
  orders: [number, number][]
  heartbeats: [number, number][]
}

export function createStore(region: RegionName, takesWrites: boolean): Store {
  return {
    region,
    orders: new RangeSet(),
    heartbeats: new RangeSet(),
    newest: null,
    takesWrites,
    promotedAt: null,
    resyncUntil: null,
  }
}

export function applyWrite(store: Store, write: Write): void {
  if ('orders' in write) {
    store.orders.add(...write.orders)
    return
  }
  store.heartbeats.add(write.heartbeat.sequence, write.heartbeat.sequence)
  store.newest = write.heartbeat
}

/** The new volume of an old writer is a copy of the present writer: what only the old volume had is gone. */
export function copyContent(from: Store, to: Store): void {
  to.orders = from.orders.copy()
  to.heartbeats = from.heartbeats.copy()
  to.newest = from.newest
}

export function snapshotStore(store: Store): StoreSnapshot {
  return { ...store, orders: store.orders.toJSON(), heartbeats: store.heartbeats.toJSON() }
}

export function restoreStore(snapshot: StoreSnapshot): Store {
  return { ...snapshot, orders: new RangeSet(snapshot.orders), heartbeats: new RangeSet(snapshot.heartbeats) }
}
