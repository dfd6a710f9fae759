import type { Lab } from '../../core/contract'
import type { RoutingControl } from './arns'
import type { Entry } from './read-entries'

/** An update whose effect has not reached the world's DNS yet; kept, so that a restarted lab settles it. */
export interface Propagating {
  effectId: number
  changes: { arn: string; drives: RoutingControl['drives']; on: boolean }[]
}

export interface Propagation {
  /** Carries the changes into the world and settles the effect when all of them are complete there. */
  start(changed: readonly Entry[], effectId: number): void
  resume(earlier: readonly Propagating[]): void
  pending(): Propagating[]
}

export const createPropagation = (lab: Lab): Propagation => {
  let pending: Propagating[] = []

  const carry = async (item: Propagating): Promise<void> => {
    pending = [...pending, item]
    const complete = item.changes.map(async ({ drives, on }) => {
      if (drives?.kind === 'write-gate') lab.world.setWriteGate(drives.region, on)
      if (drives?.kind === 'traffic') await lab.world.setTraffic(drives.region, on)
    })
    await Promise.all(complete)
    pending = pending.filter((other) => other !== item)
    lab.effects.settle(item.effectId)
  }
  return {
    start: (changed, effectId) => {
      const changes = changed.map(({ control, state }) => ({
        arn: control.arn,
        drives: control.drives,
        on: state === 'On',
      }))
      void carry({ effectId, changes })
    },
    resume: (earlier) => {
      for (const item of earlier) void carry(item)
    },
    pending: () => [...pending],
  }
}
