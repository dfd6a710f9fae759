import { assertNever } from '../assert-never'
import type { Mode } from './events/incident-events'

/**
 * Whether the steps of an incident act on the system that customers use, so that what goes wrong is real, and costs. A
 * drill is not harmless for being one: a real failover drill is the real failover.
 */
export function actsForReal(mode: Mode): boolean {
  switch (mode) {
    case 'live':
    case 'switchover':
    case 'real-failover-drill':
      return true
    case 'tabletop':
    case 'simulation':
    case 'clone-failover':
      return false
    default:
      return assertNever(mode, 'mode')
  }
}
