import type { LabConfig } from './contract'

/** A service time in milliseconds at scale 1. A missing one is a mistake in the configuration, never zero. */
export function serviceTime(config: LabConfig, name: string): number {
  const milliseconds = config.serviceTimes[name]
  if (milliseconds === undefined) throw new Error(`the lab's configuration has no service time ${name}`)
  return milliseconds
}
