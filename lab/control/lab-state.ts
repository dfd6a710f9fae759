import { isoTime } from '../world/iso-time'
import type { OrderFlowLab } from '../world/order-flow-lab'
import { witnessReport } from '../world/witness-listener'

export type LabStateReport = ReturnType<typeof labState>

/** Everything there is to see of the lab at one moment. Times are ISO, durations milliseconds. */
export function labState({ clock, config, faults, world }: OrderFlowLab, vantage: Record<string, object>) {
  world.advance()
  const now = clock.now()
  return {
    now: isoTime(now),
    timeScale: clock.timeScale,
    writer: world.writer(),
    storesTakingWrites: world.storesTakingWrites(),
    writerEndpoint: world.writerEndpoint(),
    replication: {
      lagMilliseconds: world.replicationLagMilliseconds(),
      configuredLagMilliseconds: world.data.configuredLag(),
    },
    traffic: {
      dns: world.dns(),
      pending: world.pendingTraffic().map((change) => ({ ...change, effectiveAt: isoTime(change.effectiveAt) })),
    },
    checkout: {
      errorRatio: world.checkoutErrorRatio(),
      failingSince: isoTime(world.checkoutFailingSince()),
      ordersPerSecond: config.ordersPerSecond,
    },
    regions: world.regions().map((region) => {
      const store = world.data.store(region)
      return {
        region,
        reachability: world.reachability(region),
        since: isoTime(world.reachabilitySince(region) || null),
        writeGateClosed: world.writeGateClosed(region),
        trafficShare: world.trafficShare(region),
        checkoutProblem: world.checkoutProblem(region, 'inside'),
        store: {
          takesWrites: world.data.takesWrites(region),
          rebuilding: store.resyncUntil !== null,
          promotedAt: isoTime(store.promotedAt),
          newestHeartbeatAt: isoTime(store.newest?.writtenAt ?? null),
        },
      }
    }),
    workloads: world.workloads().map((workload) => ({ ...workload, podsStartedAt: isoTime(workload.podsStartedAt) })),
    faults: faults.all(),
    witness: witnessReport(world),
    vantage,
  }
}
