import { archiveEffects, bootLab, type BootedLab, type LabState } from './boot-lab'
import type { Effect, LabConfig, Reachability, RegionName } from './core/contract'
import { holdDirectory } from './core/hold-directory'
import { serveListener, type ServedListener } from './core/serve-listener'
import { createStateFile } from './core/state-file'
import { type LabEnvironment, writeEnvironment } from './environment'
import { registeredSystems, type RegisteredSystem } from './systems'
import type { OrderFlowLab } from './world/order-flow-lab'

export interface RunningLab {
  /** The present life of the lab; another object after a reset. */
  readonly lab: OrderFlowLab
  /** Listener name to `http://127.0.0.1:port`. */
  addresses: Record<string, string>
  /** What ordinary clients need: `AWS_ENDPOINT_URL`, `KUBECONFIG`, `LAB_URL_...`. */
  readonly environment: LabEnvironment
  effects(): readonly Effect[]
  /** The world as at the very first start; addresses and configuration stay, the effect log is set aside. */
  reset(): Promise<void>
  /** Saves the state, which the next start with the same data directory continues. */
  close(): Promise<void>
}

export interface StartOptions {
  /** Other systems than the registered ones, for the tests of one of them. */
  systems?: readonly RegisteredSystem[]
  /** Listeners without a port of their own get this one and the following, in order. */
  portBase?: number
}

/**
 * Starts every system of the lab on 127.0.0.1, where the state in `config.dataDirectory` left it. Throws, and touches
 * nothing there, while another lab runs on it.
 */
export async function startLab(config: LabConfig, options: StartOptions = {}): Promise<RunningLab> {
  const release = holdDirectory(config.dataDirectory)
  try {
    return await startHeld(config, options, release)
  } catch (error) {
    release()
    throw error
  }
}

async function startHeld(config: LabConfig, options: StartOptions, release: () => void): Promise<RunningLab> {
  const served: ServedListener[] = []
  let environment: LabEnvironment = { variables: {}, files: [] }
  const state = createStateFile(config.dataDirectory, () => ({
    ...life.snapshot(),
    ports: Object.fromEntries(served.map(({ name, port }) => [name, port])),
  }))
  const boot = (from?: LabState): BootedLab =>
    bootLab({
      config,
      registered: options.systems ?? registeredSystems,
      ...(from ? { state: from } : {}),
      onChange: state.saveSoon,
      environment: () => environment,
      reset,
    })
  const kept: LabState = state.read() ?? {}
  let life = boot(kept)
  const names = life.listeners.map((listener) => listener.name)
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw new Error(`two listeners of the lab are called ${doubled}`)
  for (const [index, listener] of life.listeners.entries()) {
    const based = options.portBase === undefined ? kept.ports?.[listener.name] : options.portBase + index
    const port = config.ports[listener.name] ?? based
    served.push(await serveListener(listener, life.lab, port))
  }
  const addresses = Object.fromEntries(served.map(({ name, url }) => [name, url]))
  enliven()

  return {
    get lab() {
      return life.lab
    },
    get environment() {
      return environment
    },
    addresses,
    effects: () => life.lab.effects.all(),
    reset,
    close: async () => {
      // No request is taken after the last save, and what is under way then must be found under way by the next start.
      await Promise.all(served.map((server) => server.close()))
      state.close()
      await life.halt()
      release()
    },
  }

  function enliven(): void {
    environment = writeEnvironment(config.dataDirectory, addresses, [...life.systems.values()])
    life.lab.world.onReachabilityChange(reachabilityChanged)
    life.lab.world.start()
    state.saveSoon()
  }

  function reachabilityChanged(region: RegionName, reachability: Reachability): void {
    state.saveSoon()
    if (reachability !== 'dark-reset') return
    for (const server of served) if (server.listener().region === region) server.dropConnections()
  }

  async function reset(): Promise<void> {
    const ended = life
    const kept = ended.snapshot().systems ?? {}
    await ended.halt()
    archiveEffects(config.dataDirectory, Date.now())
    life = boot()
    for (const [name, system] of life.systems) system.restoreConfiguration?.(kept[name])
    for (const server of served) {
      const listener = life.listeners.find((candidate) => candidate.name === server.name)
      if (listener) server.replace(listener, life.lab)
      if (server.name !== 'control') server.dropConnections()
    }
    enliven()
  }
}
