import type { Reachability, RegionName } from '../core/contract'
import type { ReplicationSnapshot } from './replication'
import { createReplication } from './replication'
import type { Heartbeat, Store, StoreSnapshot, Write } from './store'
import { applyWrite, copyContent, createStore, restoreStore, snapshotStore } from './store'
import type { Witness } from './witness'

export interface DataPlaneOptions {
  primary: RegionName
  standby: RegionName
  lagMilliseconds: number
  resyncMilliseconds: number
  reachability(region: RegionName): Reachability
  witness: Witness
}

export interface DataPlaneSnapshot {
  writer: RegionName
  stores: StoreSnapshot[]
  replication: ReplicationSnapshot
  lastHeartbeat: number
  lastOrder: number
}

/** The two orders stores and the replication between them. The one place where data is written, copied and lost. */
export interface DataPlane {
  writer(): RegionName
  store(region: RegionName): Store
  /** Whether the store itself takes writes; the gate in front of it is somebody else's. */
  takesWrites(region: RegionName): boolean
  writeHeartbeat(region: RegionName, now: number): Heartbeat
  /** Commits `count` orders and acknowledges them to the customers; gives the first sequence number. */
  writeOrders(region: RegionName, count: number, now: number): number
  advance(now: number): void
  replicating(): boolean
  drained(): boolean
  /** Milliseconds; null while nothing replicates. */
  lag(now: number): number | null
  configuredLag(): number
  setLag(milliseconds: number): void
  /** Stops new writes at the writer while a switchover waits for the standby. */
  quiesce(on: boolean): void
  switchOver(region: RegionName, now: number): void
  failOver(region: RegionName, now: number): void
  /** A region answers again: an old writer is fenced now and rebuilt as the standby. */
  healed(region: RegionName, now: number): void
  snapshot(): DataPlaneSnapshot
  restore(snapshot: DataPlaneSnapshot): void
}

export function createDataPlane(options: DataPlaneOptions): DataPlane {
  const { primary, standby, reachability, witness } = options
  const replication = createReplication(options.lagMilliseconds)
  const stores = new Map([primary, standby].map((region) => [region, createStore(region, region === primary)]))
  let writer = primary
  let quiesced = false
  // Counted apart, so that each stays one unbroken range.
  let lastHeartbeat = 0
  let lastOrder = 0

  const store = (region: RegionName): Store => {
    const found = stores.get(region)
    if (!found) throw new Error(`no orders store in region ${region}`)
    return found
  }
  const other = (): Store => store(writer === primary ? standby : primary)
  const dark = (region: RegionName): boolean => reachability(region).startsWith('dark')
  const connected = (): boolean => reachability(primary) === 'ok' && reachability(standby) === 'ok'
  const replicating = (): boolean => connected() && other().resyncUntil === null && !other().takesWrites
  const commit = (region: RegionName, write: Write): void => {
    applyWrite(store(region), write)
    if (region === writer) replication.enqueue(write)
  }
  const rebuild = (old: Store, now: number): void => {
    old.takesWrites = false
    old.resyncUntil = now + options.resyncMilliseconds
  }
  const makeWriter = (region: RegionName, now: number): void => {
    const next = store(region)
    replication.discard()
    next.takesWrites = true
    next.resyncUntil = null
    next.promotedAt = now
    writer = region
    witness.promoted(next)
    witness.measure(now, next)
  }

  return {
    writer: () => writer,
    store,
    takesWrites: (region) => store(region).takesWrites && !dark(region) && !(quiesced && region === writer),
    writeHeartbeat: (region, now) => {
      lastHeartbeat += 1
      const heartbeat = { sequence: lastHeartbeat, region, writtenAt: now }
      commit(region, { committedAt: now, heartbeat })
      witness.heardHeartbeat(heartbeat)
      return heartbeat
    },
    writeOrders: (region, count, now) => {
      const first = lastOrder + 1
      lastOrder += count
      commit(region, { committedAt: now, orders: [first, lastOrder] })
      witness.heardOrders(first, lastOrder, now)
      return first
    },
    advance: (now) => {
      const target = other()
      if (connected() && target.resyncUntil !== null && target.resyncUntil <= now) {
        copyContent(store(writer), target)
        replication.discard()
        target.resyncUntil = null
      }
      if (replicating()) replication.deliver(now, target)
    },
    replicating,
    drained: () => replication.drained(),
    lag: (now) => (replicating() ? replication.behind(now) : null),
    configuredLag: () => replication.lagMilliseconds,
    setLag: (milliseconds) => {
      replication.lagMilliseconds = milliseconds
    },
    quiesce: (on) => {
      quiesced = on
    },
    switchOver: (region, now) => {
      const old = store(writer)
      witness.settleEarlierLoss(old)
      makeWriter(region, now)
      old.takesWrites = false
    },
    failOver: (region, now) => {
      const old = store(writer)
      witness.settleEarlierLoss(old)
      makeWriter(region, now)
      // The managed failover fences the old writer if it can reach it; otherwise it lives on until it heals.
      if (reachability(old.region) === 'ok') rebuild(old, now)
    },
    healed: (region, now) => {
      const old = store(region)
      if (region !== writer && old.takesWrites) rebuild(old, now)
    },
    snapshot: () => ({
      writer,
      stores: [...stores.values()].map(snapshotStore),
      replication: replication.snapshot(),
      lastHeartbeat,
      lastOrder,
    }),
    restore: (snapshot) => {
      writer = snapshot.writer
      lastHeartbeat = snapshot.lastHeartbeat
      lastOrder = snapshot.lastOrder
      for (const kept of snapshot.stores) stores.set(kept.region, restoreStore(kept))
      replication.restore(snapshot.replication)
    },
  }
}
