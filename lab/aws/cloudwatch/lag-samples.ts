import type { Lab, RegionName } from '../../core/contract'
import { serviceTime } from '../../core/service-time'

export interface LagSample {
  /** On the grid of the lab's minute. */
  at: number
  /** The secondary's region: the only one that emits it. */
  region: RegionName
  sourceRegion: RegionName
  milliseconds: number
}

export interface LagSamples {
  /** One minute of CloudWatch as the lab has it, in real milliseconds. */
  minute: number
  all(): readonly LagSample[]
  restore(samples: readonly LagSample[]): void
  close(): void
}

const kept = 2000

/**
 * AuroraGlobalDBRPOLag as it is emitted: once a lab minute, by the secondary, while the source replicates. When the
 * source is gone nothing is emitted, and the last sample ages.
 */
export const createLagSamples = (lab: Lab): LagSamples => {
  const minute = Math.max(1, lab.clock.scaled(serviceTime(lab.config, 'cloudwatchPeriod')))
  let samples: LagSample[] = []
  let closed = false

  const sample = (at: number): void => {
    const sourceRegion = lab.world.writer()
    const region = lab.world.regions().find((candidate) => candidate !== sourceRegion)
    const milliseconds = lab.world.replicationLagMilliseconds()
    if (region === undefined || milliseconds === null) return
    samples = [...samples, { at, region, sourceRegion, milliseconds }].slice(-kept)
  }
  const run = async (): Promise<void> => {
    while (!closed) {
      sample(Math.floor(lab.clock.now() / minute) * minute)
      await lab.clock.wait((minute - (lab.clock.now() % minute)) * lab.clock.timeScale)
    }
  }
  void run()
  return {
    minute,
    all: () => samples,
    restore: (earlier) => {
      samples = [...earlier, ...samples]
    },
    close: () => {
      closed = true
    },
  }
}
