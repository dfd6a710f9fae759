import type { Environment } from '../plan/schema/environment'
import type { Mode } from './events/incident-events'

/**
 * Why no incident of this mode can be opened there; null when one can. A run does what its runbook says, whatever the
 * mode: one that promises to touch less is only taken where that is true.
 */
export function modeRefusal(mode: Mode, { lab }: Pick<Environment, 'lab'>): string | null {
  switch (mode) {
    case 'live':
    case 'real-failover-drill':
      return null
    case 'simulation':
      return lab ? null : 'The steps would act on real systems. A simulation needs an environment marked lab.'
    case 'tabletop':
      return 'The steps would act, and a tabletop touches nothing. This mode is not supported yet.'
    case 'switchover':
      return 'A run follows its runbook, which may lose data. This mode is not supported yet.'
    case 'clone-failover':
      return 'Nothing proves that the environment is an isolated copy. This mode is not supported yet.'
  }
}
