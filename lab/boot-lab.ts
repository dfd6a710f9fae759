import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { createCheckoutSystem } from './checkout/create-checkout-system'
import { createControlSystem } from './control/create-control-system'
import type { Fault, LabConfig, LabListener, LabSystem } from './core/contract'
import { createClock } from './core/create-clock'
import { createEffectLog } from './core/create-effect-log'
import { createFaultBoard } from './core/create-fault-board'
import type { LabEnvironment } from './environment'
import type { RegisteredSystem } from './systems'
import { createWorld } from './world/create-world'
import { createWorldSystem } from './world/create-world-system'
import type { OrderFlowSnapshot } from './world/order-flow'
import type { OrderFlowLab } from './world/order-flow-lab'

/** What the state file holds. */
export interface LabState {
  world?: OrderFlowSnapshot
  faults?: Fault[]
  ports?: Record<string, number>
  systems?: Record<string, unknown>
}

/** One life of the lab between its start, or a reset, and the next. */
export interface BootedLab {
  lab: OrderFlowLab
  systems: ReadonlyMap<string, LabSystem>
  listeners: readonly LabListener[]
  snapshot(): Omit<LabState, 'ports'>
  /** Stops the clock first: whatever waits never happens in this life. */
  halt(): Promise<void>
}

export interface BootOptions {
  config: LabConfig
  registered: readonly RegisteredSystem[]
  /** Where an earlier life left everything; absent for a fresh one. */
  state?: LabState
  onChange(): void
  environment(): LabEnvironment
  reset(): Promise<void>
}

export function effectLogFile(dataDirectory: string): string {
  return join(dataDirectory, 'effects.jsonl')
}

export function bootLab(options: BootOptions): BootedLab {
  const { config, state, onChange } = options
  const clock = createClock(config.timeScale)
  const effects = createEffectLog(effectLogFile(config.dataDirectory), clock.now, onChange)
  const faults = createFaultBoard(onChange)
  const world = createWorld(config, clock)
  const lab: OrderFlowLab = { config, clock, effects, faults, world }
  if (state?.world) world.restore(state.world)
  faults.restore(state?.faults ?? [])

  const worldSystem = createWorldSystem(lab)
  const control = createControlSystem(lab, {
    environment: options.environment,
    reset: options.reset,
    vantage: worldSystem.vantage,
  })
  const systems = new Map<string, LabSystem>([
    ['world', worldSystem],
    ['checkout', createCheckoutSystem(lab)],
    ['control', control],
    ...options.registered.map(({ name, create }): [string, LabSystem] => [name, create(lab)]),
  ])
  for (const [name, system] of systems) {
    const snapshot = state?.systems?.[name]
    if (snapshot !== undefined) system.restore?.(snapshot)
  }
  return {
    lab,
    systems,
    listeners: [...systems.values()].flatMap((system) => system.listeners),
    snapshot: () => ({
      world: world.snapshot(),
      faults: [...faults.all()],
      systems: Object.fromEntries([...systems].map(([name, system]) => [name, system.snapshot?.()])),
    }),
    halt: async () => {
      clock.stop()
      world.stop()
      await Promise.all([...systems.values()].map((system) => system.close?.()))
    },
  }
}

/** Sets the effect log of the life that ends aside, under a name that tells when it ended. */
export function archiveEffects(dataDirectory: string, now: number): void {
  const file = effectLogFile(dataDirectory)
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-')
  if (existsSync(file)) renameSync(file, join(dataDirectory, `effects-until-${stamp}.jsonl`))
}
