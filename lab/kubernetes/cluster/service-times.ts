import type { Lab } from '../../core/contract'

/** Milliseconds at scale 1 for what the lab's configuration leaves out. */
const defaults = {
  /** From a pod's creation to its readiness, on a node with room. */
  podStart: 20_000,
  /** From a raised replica count to the last pod's readiness, where nodes have to arrive first. */
  scaleUp: 46_000,
  /** From a pod's deletion to its end. */
  podStop: 1_000,
}

export type ServiceTime = keyof typeof defaults

/** A Kubernetes service time in real milliseconds, that is divided by the time scale. */
export function serviceTime(lab: Lab, name: ServiceTime): number {
  return lab.clock.scaled(lab.config.serviceTimes[name] ?? defaults[name])
}
