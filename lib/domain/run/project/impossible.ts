import type { Mark } from '../mark'
import type { RecordedEvent } from '../events/event'
import type { AttemptState, IncidentState, RunState, StepState } from '../state'
import { currentAttempt, pendingStep } from '../state'

/** A history that no decision could have written. It is never repaired: the fold stops here. */
export class ImpossibleHistory extends Error {
  readonly sequence: number
  constructor(
    event: { type: string; sequence: number },
    readonly why: string,
  ) {
    super(`#${event.sequence} ${event.type} is impossible: ${why}`)
    this.name = 'ImpossibleHistory'
    this.sequence = event.sequence
  }
}

export function mark(event: RecordedEvent): Mark {
  return { at: event.at, by: event.actor, sequence: event.sequence }
}

export function runIn(state: IncidentState, event: RecordedEvent & { payload: { runId: string } }): RunState {
  const run = state.runs.find((candidate) => candidate.id === event.payload.runId)
  if (run === undefined) throw new ImpossibleHistory(event, `run ${event.payload.runId} was never started`)
  return run
}

/** The draft's own step, created on first touch. */
export function stepIn(run: RunState, id: string): StepState {
  const known = run.steps[id]
  if (known !== undefined) return known
  const fresh = pendingStep(id)
  run.steps[id] = fresh
  return fresh
}

export function openAttempt(
  run: RunState,
  event: RecordedEvent & { payload: { step: string; attempt: number } },
): { step: StepState; attempt: AttemptState } {
  const step = stepIn(run, event.payload.step)
  const attempt = currentAttempt(step)
  if (attempt === null || attempt.number !== event.payload.attempt)
    throw new ImpossibleHistory(event, `attempt ${event.payload.attempt} of ${event.payload.step} is not open`)
  return { step, attempt }
}
