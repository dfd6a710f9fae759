import { labConfig, type LabConfigInput } from '../../config'
import type { LabClock } from '../../core/contract'
import { createWorld } from '../create-world'
import type { OrderFlow } from '../order-flow'

const step = 50

export interface Simulation {
  world: OrderFlow
  now(): number
  /** Lets the given time pass in steps of a tick, and everything that waited for it happen. */
  pass(milliseconds: number): Promise<void>
}

/** A world on a clock moved by hand: 100 orders a second, lag 500 ms, no jitter of the machine. */
export function simulate(overrides: LabConfigInput = {}): Simulation {
  let now = Date.UTC(2026, 0, 1)
  let waiting: { at: number; resolve: () => void }[] = []
  const config = labConfig({ ordersPerSecond: 100, serviceTimes: { replicationLag: 500, resync: 2000 } }, overrides)
  const clock: LabClock = {
    now: () => now,
    timeScale: config.timeScale,
    scaled: (milliseconds) => milliseconds / config.timeScale,
    wait: (milliseconds) =>
      new Promise((resolve) => waiting.push({ at: now + milliseconds / config.timeScale, resolve })),
  }
  const world = createWorld(config, clock)
  return {
    world,
    now: () => now,
    pass: async (milliseconds) => {
      for (const end = now + milliseconds; now < end;) {
        now += step
        const due = waiting.filter(({ at }) => at <= now)
        waiting = waiting.filter(({ at }) => at > now)
        for (const { resolve } of due) resolve()
        await new Promise((resolve) => setImmediate(resolve))
        world.tick()
      }
    },
  }
}
