import type { Reachability, RegionName, World, WorkloadState } from '../core/contract'
import type { CheckoutProblem } from './checkout-problem'
import type { CheckoutPath } from './customers'
import type { DataPlane, DataPlaneSnapshot } from './data-plane'
import type { OrderDesk, PlacedOrder } from './order-desk'
import type { TrafficSnapshot } from './traffic'
import type { Witness, WitnessSnapshot } from './witness'

/** The world as its own listeners and the control API see it: the contract's World and what is behind it. */
export interface OrderFlow extends World {
  /** Brings everything up to the present moment; called by a timer and before whatever must be exact. */
  advance(): void
  /** One round of heartbeats and orders, and `advance`. `start` calls it 20 times a second. */
  tick(): void
  start(): void
  stop(): void
  /** Since when a region has been as reachable as it is; 0 if it never changed. */
  reachabilitySince(region: RegionName): number
  data: DataPlane
  desk: OrderDesk
  witness: Witness
  /** Measured now if the writer can be read, else the last measurement. */
  measureLoss(): ReturnType<Witness['measure']>
  checkoutProblem(region: RegionName, path: CheckoutPath | 'inside'): CheckoutProblem | null
  /** Share 0..1 of public requests a region turns away for want of pods. */
  overload(region: RegionName): number
  /** Where public DNS sends customers now. */
  dns(): readonly RegionName[]
  pendingTraffic(): readonly { region: RegionName; on: boolean; effectiveAt: number }[]
  /** The region the global writer endpoint resolves to now. */
  writerEndpoint(): RegionName
  workloads(): readonly WorkloadState[]
  onReachabilityChange(callback: (region: RegionName, reachability: Reachability) => void): void
  snapshot(): OrderFlowSnapshot
  restore(snapshot: OrderFlowSnapshot): void
}

export interface OrderFlowSnapshot {
  reachability: Record<RegionName, Reachability>
  reachabilitySince: Record<RegionName, number>
  closedGates: RegionName[]
  endpoint: WriterEndpoint
  workloads: WorkloadState[]
  traffic: TrafficSnapshot
  failingSince: number | null
  data: DataPlaneSnapshot
  orders: PlacedOrder[]
  witness: WitnessSnapshot
}

export interface WriterEndpoint {
  region: RegionName
  movesTo: RegionName
  movesAt: number
}
