import type { RunState } from '../../run/state'

/** Whether the run is on its way back, or ended without what was approved and set going: none of that holds any more. */
export function leftAgain({ goingBack, status }: RunState): boolean {
  return goingBack !== null || status === 'rolled-back' || status === 'rollback-stopped' || status === 'abandoned'
}

/** What became of it, where a word for it stood before. */
export function leftAgainWord({ status }: RunState): string {
  if (status === 'rolled-back') return 'undone'
  if (status === 'abandoned') return 'given up'
  return status === 'rollback-stopped' ? 'undoing stopped' : 'going back'
}
