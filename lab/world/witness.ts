import type { RegionName } from '../core/contract'
import { RangeSet } from './range-set'
import type { Heartbeat, Store } from './store'

export interface Loss {
  measuredAt: number
  orders: number
  heartbeats: number
  /** From the newest heartbeat the promoted store had to the last acknowledged one it lacks; null if it had none. */
  seconds: number | null
}

/**
 * Stands outside both regions and writes down every acknowledged heartbeat and order, public or over the private
 * link. Loss is what of its own record the present writer's store does not contain: compared, never computed from lag.
 */
export interface Witness {
  heardHeartbeat(heartbeat: Heartbeat): void
  heardOrders(first: number, last: number, at: number): void
  /** Before a promotion: what the old writer already lacked was lost earlier and is not counted twice. */
  settleEarlierLoss(oldWriter: Store): void
  promoted(newWriter: Store): void
  /** Compares with the writer's content; a writer that cannot be read leaves the last measurement standing. */
  measure(now: number, writer: Store): Loss | null
  lastLoss(): Loss | null
  lastAcknowledged(): { sequence: number; at: number } | null
  /** The rate is of the seconds before the newest order: an outage ends orders, it does not make their rate zero. */
  orders(): { acknowledged: number; lastAt: number | null; ratePerSecond: number }
  acknowledgedOrder(sequence: number): boolean
  snapshot(): WitnessSnapshot
  restore(snapshot: WitnessSnapshot): void
}

export interface WitnessSnapshot {
  orders: [number, number][]
  heartbeats: [number, number][]
  newestByRegion: Record<RegionName, Heartbeat>
  acknowledged: number
  lastOrderAt: number | null
  ratePerSecond: number
  /** Null until the first promotion. */
  promotion: { newestWrittenAt: number | null } | null
  loss: Loss | null
}

const rateWindow = 5000

export function createWitness(): Witness {
  let orders = new RangeSet()
  let heartbeats = new RangeSet()
  let state: Omit<WitnessSnapshot, 'orders' | 'heartbeats'> = {
    newestByRegion: {},
    acknowledged: 0,
    lastOrderAt: null,
    ratePerSecond: 0,
    promotion: null,
    loss: null,
  }
  let recent: { at: number; count: number }[] = []
  const newest = (from: readonly Heartbeat[]): Heartbeat | null =>
    from.reduce<Heartbeat | null>((best, next) => (best && best.writtenAt >= next.writtenAt ? best : next), null)
  return {
    heardHeartbeat: (heartbeat) => {
      heartbeats.add(heartbeat.sequence, heartbeat.sequence)
      state.newestByRegion[heartbeat.region] = heartbeat
    },
    heardOrders: (first, last, at) => {
      orders.add(first, last)
      state.acknowledged += last - first + 1
      state.lastOrderAt = at
      recent = [...recent.filter((batch) => batch.at > at - rateWindow), { at, count: last - first + 1 }]
      const counted = recent.reduce((sum, batch) => sum + batch.count, 0)
      state.ratePerSecond = Math.round((counted * 10_000) / rateWindow) / 10
    },
    settleEarlierLoss: (oldWriter) => {
      orders = orders.minus(orders.minus(oldWriter.orders))
      heartbeats = heartbeats.minus(heartbeats.minus(oldWriter.heartbeats))
    },
    promoted: (newWriter) => {
      state.promotion = { newestWrittenAt: newWriter.newest?.writtenAt ?? null }
    },
    measure: (now, writer) => {
      if (!state.promotion) return null
      const missing = heartbeats.minus(writer.heartbeats)
      const lastLost = newest(Object.values(state.newestByRegion).filter((beat) => missing.has(beat.sequence)))
      const from = state.promotion.newestWrittenAt
      state.loss = {
        measuredAt: now,
        orders: orders.minus(writer.orders).size(),
        heartbeats: missing.size(),
        seconds: lastLost === null ? 0 : from === null ? null : (lastLost.writtenAt - from) / 1000,
      }
      return state.loss
    },
    lastLoss: () => state.loss,
    lastAcknowledged: () => {
      const last = newest(Object.values(state.newestByRegion))
      return last && { sequence: last.sequence, at: last.writtenAt }
    },
    orders: () => ({
      acknowledged: state.acknowledged,
      lastAt: state.lastOrderAt,
      ratePerSecond: state.ratePerSecond,
    }),
    acknowledgedOrder: (sequence) => orders.has(sequence),
    snapshot: () => ({ ...state, orders: orders.toJSON(), heartbeats: heartbeats.toJSON() }),
    restore: (snapshot) => {
      const { orders: keptOrders, heartbeats: keptHeartbeats, ...kept } = snapshot
      orders = new RangeSet(keptOrders)
      heartbeats = new RangeSet(keptHeartbeats)
      state = kept
    },
  }
}
