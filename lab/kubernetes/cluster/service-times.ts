import type { Lab } from '../../core/contract'
import { serviceTime } from '../../core/service-time'

/**
 * podStart: from a pod's creation to its readiness, on a node with room. scaleUp: from a raised replica count to the
 * last pod's readiness, where nodes have to arrive first. podStop: from a pod's deletion to its end.
 */
export type KubernetesServiceTime = 'podStart' | 'scaleUp' | 'podStop'

/** In real milliseconds, that is divided by the time scale. */
export function scaledServiceTime(lab: Lab, name: KubernetesServiceTime): number {
  return lab.clock.scaled(serviceTime(lab.config, name))
}
