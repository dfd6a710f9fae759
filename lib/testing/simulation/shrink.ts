import type { Fault } from './faults'
import { simulate, type Simulated, type SimulationOptions } from './simulate'

/** The shortest story that still goes wrong: whatever can be left out of it is. */
export async function shrink(seed: number, options: SimulationOptions, faults: readonly Fault[]): Promise<Simulated> {
  let shortest = await simulate(seed, { ...options, faults: [...faults] })
  for (let index = 0; index < shortest.faults.length;) {
    const fewer = shortest.faults.filter((_, other) => other !== index)
    const tried = await simulate(seed, { ...options, faults: fewer })
    if (tried.violations.length > 0) shortest = tried
    else index += 1
  }
  return simulate(seed, { ...options, faults: shortest.faults, log: true })
}
