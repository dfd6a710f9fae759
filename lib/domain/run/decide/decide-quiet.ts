import { actsUntil } from '../may-still-act'
import type { IncidentState } from '../state'
import { stepOf } from '../state'
import type { WorkerCommand } from '../worker-commands'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

/**
 * An ended attempt can act no more, by the clock of the worker that has counted. Said only while the journal's own time
 * does not tell: entries are never dated before those they follow, so it stands still where the database's clock was
 * set back, and people would wait for as long as that was.
 */
export function tellQuiet(
  state: IncidentState,
  { runId, step, attempt }: Extract<WorkerCommand, { type: 'tell-quiet' }>,
  context: DecideContext,
): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, runId)
  if ('decision' in found) return found.decision
  const ended = stepOf(found.run, step).attempts.find(({ number }) => number === attempt)
  if (ended === undefined || ended.ended === null) return refuse('not-now', 'That attempt has not ended.')
  if (actsUntil(ended, context.now) === null) return refuse('not-now', 'Nothing of that attempt can act any more.')
  return accept({ type: 'step.fellQuiet', payload: { runId, step, attempt } })
}
