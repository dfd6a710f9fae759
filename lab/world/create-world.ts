import type { LabClock, LabConfig, Reachability, RegionName, WorkloadState } from '../core/contract'
import { serviceTime } from '../core/service-time'
import { checkoutProblem } from './checkout-problem'
import { createCustomers } from './customers'
import { createDataPlane } from './data-plane'
import { initialWorkloads } from './initial-workloads'
import type { OrderFlow, WriterEndpoint } from './order-flow'
import { createOrderDesk } from './order-desk'
import { createRequestWindow } from './request-window'
import { createTraffic } from './traffic'
import { createWitness } from './witness'

const tickMilliseconds = 50
const heartbeatMilliseconds = 100

export function createWorld(config: LabConfig, clock: LabClock): OrderFlow {
  const { primary, standby } = config
  const regions = [primary, standby]
  const scaledTime = (name: string): number => clock.scaled(serviceTime(config, name))
  const reachabilities = new Map<RegionName, Reachability>(regions.map((region) => [region, 'ok']))
  const reachabilitySince = new Map<RegionName, number>()
  const closedGates = new Set<RegionName>()
  const workloads = new Map<string, WorkloadState>()
  const listeners: ((region: RegionName, reachability: Reachability) => void)[] = []
  let endpoint: WriterEndpoint = { region: primary, movesTo: primary, movesAt: 0 }
  let lastTick: number | null = null
  let nextHeartbeat = 0
  let timer: NodeJS.Timeout | null = null

  const reachability = (region: RegionName): Reachability => {
    const found = reachabilities.get(region)
    if (found === undefined) throw new Error(`unknown region ${region}`)
    return found
  }
  const workloadKey = (region: RegionName, namespace: string, name: string): string => `${region}/${namespace}/${name}`
  const checkoutWorkload = (region: RegionName): WorkloadState | undefined =>
    workloads.get(workloadKey(region, 'checkout', 'checkout-api'))

  const witness = createWitness()
  const traffic = createTraffic(primary)
  const requests = createRequestWindow(scaledTime('prometheusWindow'))
  const data = createDataPlane({
    primary,
    standby,
    lagMilliseconds: serviceTime(config, 'replicationLag'),
    resyncMilliseconds: scaledTime('resync'),
    reachability,
    witness,
  })
  const problem: OrderFlow['checkoutProblem'] = (region, path) =>
    checkoutProblem({
      reachable: reaches(reachability(region), path),
      gateClosed: closedGates.has(region),
      storeTakesWrites: data.takesWrites(region),
      storePromotedAt: data.store(region).promotedAt,
      workload: checkoutWorkload(region),
    })
  const customers = createCustomers({
    ordersPerSecond: config.ordersPerSecond,
    privateShare: config.privateShare ?? 0.1,
    primary,
    dns: () => traffic.regions(),
    takesOrders: (region, path) => problem(region, path) === null,
    capacity: (region) => (checkoutWorkload(region)?.ready ?? 0) * (config.ordersPerPodPerSecond ?? Infinity),
    acknowledge: (region, count, now) => data.writeOrders(region, count, now),
    served: (at, parts) => requests.record(at, parts),
  })
  const desk = createOrderDesk(data)
  const setWorkload = (state: WorkloadState): void => {
    workloads.set(workloadKey(state.region, state.namespace, state.name), { ...state })
  }
  initialWorkloads(config).forEach(setWorkload)

  const acceptsWrites = (region: RegionName): boolean => data.takesWrites(region) && !closedGates.has(region)

  const advance = (): void => {
    const now = clock.now()
    traffic.advance(now)
    if (endpoint.movesAt <= now) endpoint = { ...endpoint, region: endpoint.movesTo }
    data.advance(now)
  }
  const tick = (): void => {
    const now = clock.now()
    advance()
    // A process that was stopped and continued places no orders for the time it did not live.
    const elapsed = lastTick === null ? 0 : Math.min(now - lastTick, 20 * tickMilliseconds)
    lastTick = now
    if (now >= nextHeartbeat) {
      nextHeartbeat = Math.max(nextHeartbeat + heartbeatMilliseconds, now)
      for (const region of regions) if (acceptsWrites(region)) data.writeHeartbeat(region, now)
    }
    if (elapsed > 0) customers.place(now, elapsed)
  }
  const switchOver = async (region: RegionName): Promise<void> => {
    data.quiesce(true)
    try {
      for (;;) {
        advance()
        if (!data.replicating()) throw new Error(`cannot switch over to ${region}: it does not replicate`)
        if (data.drained()) break
        await clock.wait(20 * clock.timeScale)
      }
      data.switchOver(region, clock.now())
    } finally {
      data.quiesce(false)
    }
  }

  return {
    advance,
    start: () => {
      timer ??= setInterval(tick, tickMilliseconds)
    },
    stop: () => {
      if (timer) clearInterval(timer)
      timer = null
      lastTick = null
    },
    tick,
    data,
    desk,
    witness,
    measureLoss: () => {
      advance()
      const writer = data.writer()
      if (reachability(writer).startsWith('dark')) return witness.lastLoss()
      return witness.measure(clock.now(), data.store(writer))
    },
    regions: () => regions,
    reachability,
    reachabilitySince: (region) => reachabilitySince.get(region) ?? 0,
    setReachability: (region, next) => {
      const before = reachability(region)
      if (before === next) return
      advance()
      reachabilities.set(region, next)
      reachabilitySince.set(region, clock.now())
      if (next === 'ok') data.healed(region, clock.now())
      for (const listener of listeners) listener(region, next)
    },
    onReachabilityChange: (callback) => {
      listeners.push(callback)
    },
    writer: () => data.writer(),
    storesTakingWrites: () => regions.filter(acceptsWrites),
    promote: async (region, { planned }) => {
      advance()
      if (region === data.writer()) return
      if (data.store(region).resyncUntil !== null) throw new Error(`the store of ${region} is being rebuilt`)
      if (planned) await switchOver(region)
      else data.failOver(region, clock.now())
      endpoint = { ...endpoint, movesTo: region, movesAt: clock.now() + scaledTime('writerEndpointMove') }
    },
    lastPromotedAt: (region) => data.store(region).promotedAt,
    writerEndpoint: () => {
      advance()
      return endpoint.region
    },
    replicationLagMilliseconds: () => {
      advance()
      return data.lag(clock.now())
    },
    setReplicationLag: (milliseconds) => data.setLag(milliseconds),
    setWriteGate: (region, closed) => {
      advance()
      if (closed) closedGates.add(region)
      else closedGates.delete(region)
    },
    writeGateClosed: (region) => closedGates.has(region),
    setTraffic: async (region, on) => {
      traffic.change(region, on, clock.now() + scaledTime('trafficPropagation'))
      await clock.wait(serviceTime(config, 'trafficPropagation'))
      advance()
    },
    dns: () => {
      advance()
      return traffic.regions()
    },
    pendingTraffic: () => traffic.pending(),
    setWorkload,
    workload: (region, namespace, name) => workloads.get(workloadKey(region, namespace, name)),
    workloads: () => [...workloads.values()],
    checkoutProblem: problem,
    overload: (region) => customers.overload(region),
    trafficShare: (region) => requests.share(region, clock.now()),
    checkoutErrorRatio: () => requests.errorRatio(clock.now()),
    checkoutFailingSince: () => requests.failingSince(),
    snapshot: () => ({
      reachability: Object.fromEntries(reachabilities),
      reachabilitySince: Object.fromEntries(reachabilitySince),
      closedGates: [...closedGates],
      endpoint,
      workloads: [...workloads.values()],
      traffic: traffic.snapshot(),
      failingSince: requests.failingSince(),
      data: data.snapshot(),
      orders: desk.snapshot(),
      witness: witness.snapshot(),
    }),
    restore: (snapshot) => {
      for (const region of regions) reachabilities.set(region, snapshot.reachability[region] ?? 'ok')
      for (const [region, at] of Object.entries(snapshot.reachabilitySince)) reachabilitySince.set(region, at)
      closedGates.clear()
      for (const region of snapshot.closedGates) closedGates.add(region)
      endpoint = snapshot.endpoint
      snapshot.workloads.forEach(setWorkload)
      traffic.restore(snapshot.traffic)
      requests.restore(snapshot.failingSince)
      data.restore(snapshot.data)
      desk.restore(snapshot.orders)
      witness.restore(snapshot.witness)
    },
  }
}

/** Where a caller stands: a cut-off region is still reached over the private link, a dark one not even from inside. */
function reaches(reachability: Reachability, path: 'public' | 'private' | 'inside'): boolean {
  if (reachability === 'ok') return true
  return reachability === 'cut-off' && path !== 'public'
}
