import type { Lab, LabListener } from './contract'

/** What becomes of a request when its listener's region cannot be reached; null when it can. */
export function obstruction(listener: LabListener, lab: Lab): 'reset' | 'hang' | null {
  if (listener.region === null) return null
  const reachability = lab.world.reachability(listener.region)
  if (reachability === 'dark-reset') return 'reset'
  if (reachability === 'dark-hang') return 'hang'
  if (reachability === 'cut-off' && listener.management) return 'hang'
  return null
}
