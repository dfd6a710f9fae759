import type { Runbook } from '../plan/schema/runbook'
import type { Stands } from './events/facts'
import { pointOfNoReturnInDoubt } from './ready'
import type { RunState } from './state'

export function whereStands(run: RunState, runbook: Runbook): Stands {
  if (run.forwardOnly) return 'after'
  return pointOfNoReturnInDoubt(run, runbook) ? 'in-doubt' : 'before'
}

/** One word for it on the button, in the journal and in every list: undo is on offer only before the line. */
export function stopWord(stands: Stands | undefined): 'Abort' | 'Stop here' {
  return stands === undefined || stands === 'before' ? 'Abort' : 'Stop here'
}

/** What stands on the record where nobody gave a reason: nobody's words are invented. */
export const noReason = 'no reason given'
