import type { RegionName } from '../core/contract'

interface PendingChange {
  region: RegionName
  on: boolean
  effectiveAt: number
}

export interface TrafficSnapshot {
  on: RegionName[]
  pending: PendingChange[]
}

/** What public DNS answers. A change takes effect at a given time; the latest change of a region wins. */
export interface Traffic {
  regions(): readonly RegionName[]
  change(region: RegionName, on: boolean, effectiveAt: number): void
  advance(now: number): void
  pending(): readonly PendingChange[]
  snapshot(): TrafficSnapshot
  restore(snapshot: TrafficSnapshot): void
}

export function createTraffic(initial: RegionName): Traffic {
  let on: RegionName[] = [initial]
  let pending: PendingChange[] = []
  return {
    regions: () => on,
    change: (region, wanted, effectiveAt) => {
      pending = [...pending.filter((change) => change.region !== region), { region, on: wanted, effectiveAt }]
    },
    advance: (now) => {
      for (const change of pending.filter((candidate) => candidate.effectiveAt <= now)) {
        on = on.filter((region) => region !== change.region)
        if (change.on) on = [...on, change.region]
        pending = pending.filter((candidate) => candidate !== change)
      }
    },
    pending: () => pending,
    snapshot: () => ({ on, pending }),
    restore: (snapshot) => {
      on = [...snapshot.on]
      pending = [...snapshot.pending]
    },
  }
}
