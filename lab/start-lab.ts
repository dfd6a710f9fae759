import { join } from 'node:path'
import type { Effect, Fault, Lab, LabConfig, LabListener, LabSystem } from './core/contract'
import { createClock } from './core/create-clock'
import { createEffectLog } from './core/create-effect-log'
import { createFaultBoard, type KeptFaultBoard } from './core/create-fault-board'
import { serveListener, type ServedListener } from './core/serve-listener'
import { createStateFile } from './core/state-file'
import { type LabEnvironment, writeEnvironment } from './environment'
import { registeredSystems, type RegisteredSystem } from './systems'
import { createWorld } from './world/create-world'
import type { OrderFlow, OrderFlowSnapshot } from './world/order-flow'

export interface RunningLab {
  lab: Lab & { world: OrderFlow; faults: KeptFaultBoard }
  /** Listener name to `http://127.0.0.1:port`. */
  addresses: Record<string, string>
  /** What ordinary clients need: `AWS_ENDPOINT_URL`, `KUBECONFIG`, `LAB_URL_...`. */
  environment: LabEnvironment
  effects(): readonly Effect[]
  close(): Promise<void>
}

interface KeptState {
  world?: OrderFlowSnapshot
  faults?: Fault[]
  ports?: Record<string, number>
  systems?: Record<string, unknown>
}

/** Starts every system of the lab on 127.0.0.1, where the state in `config.dataDirectory` left it. */
export async function startLab(
  config: LabConfig,
  options: { systems?: readonly RegisteredSystem[] } = {},
): Promise<RunningLab> {
  const clock = createClock(config.timeScale)
  const changed = (): void => state.saveSoon()
  const effects = createEffectLog(join(config.dataDirectory, 'effects.jsonl'), clock.now, changed)
  const faults = createFaultBoard(changed)
  const world = createWorld(config, clock)
  const lab = { config, clock, effects, faults, world }
  let systems = new Map<string, LabSystem>()
  let served: ServedListener[] = []
  const state = createStateFile(config.dataDirectory, () => ({
    world: world.snapshot(),
    faults: faults.all(),
    ports: Object.fromEntries(served.map(({ listener, port }) => [listener.name, port])),
    systems: Object.fromEntries([...systems].map(([name, system]) => [name, system.snapshot?.()])),
  }))
  const kept: KeptState = state.read() ?? {}
  if (kept.world) world.restore(kept.world)
  faults.restore(kept.faults ?? [])

  systems = new Map((options.systems ?? registeredSystems).map(({ name, create }) => [name, create(lab)]))
  for (const [name, system] of systems) {
    const snapshot = kept.systems?.[name]
    if (snapshot !== undefined) system.restore?.(snapshot)
  }
  served = await serveAll(
    [...systems.values()].flatMap((system) => system.listeners),
    lab,
    kept.ports ?? {},
  )
  world.onReachabilityChange((region, reachability) => {
    changed()
    if (reachability !== 'dark-reset') return
    for (const server of served) if (server.listener.region === region) server.dropConnections()
  })
  world.start()
  const addresses = Object.fromEntries(served.map(({ listener, url }) => [listener.name, url]))
  const environment = writeEnvironment(config.dataDirectory, addresses, [...systems.values()])
  return {
    lab,
    addresses,
    environment,
    effects: () => effects.all(),
    close: async () => {
      world.stop()
      state.close()
      clock.stop()
      await Promise.all([...systems.values()].map((system) => system.close?.()))
      await Promise.all(served.map((server) => server.close()))
    },
  }
}

async function serveAll(
  listeners: readonly LabListener[],
  lab: Lab,
  earlierPorts: Record<string, number>,
): Promise<ServedListener[]> {
  const names = listeners.map((listener) => listener.name)
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw new Error(`two listeners of the lab are called ${doubled}`)
  const served: ServedListener[] = []
  for (const listener of listeners) {
    served.push(await serveListener(listener, lab, lab.config.ports[listener.name] ?? earlierPorts[listener.name]))
  }
  return served
}
