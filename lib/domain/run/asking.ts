import type { ApprovalRequestState, IncidentState } from './state'
import { isLive } from './state'

/**
 * Why a run asks nobody for anything now; null while it asks. A run that stopped keeps its requests, but nothing that
 * was asked could happen: whoever answered would answer for nothing. Resumed, it asks again.
 */
export function asksNobody(
  state: IncidentState,
  { runId, content }: Pick<ApprovalRequestState, 'runId' | 'content'>,
): string | null {
  const run = state.runs.find((candidate) => candidate.id === runId)
  if (state.closed !== null) return 'The incident is closed: nothing is asked of you.'
  if (run === undefined || !isLive(run)) return 'The run is over: nothing is asked of you.'
  if (content.undo === true && run.status === 'rolling-back') return null
  if (run.goingBack !== null) return 'The run is being undone: nothing is asked of you.'
  switch (run.status) {
    case 'stopping':
    case 'stopped':
      return 'The run was stopped: nothing is asked of you. It asks again if it is resumed.'
    default:
      return null
  }
}
