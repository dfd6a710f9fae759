import { workedUntil } from '../run/ready'
import type { StepState } from '../run/state'

/**
 * From when to when a step was worked on, as every page shows it; ISO. What a person took and gave back was theirs: the
 * console's own work begins with its first intent, and while the step waits for its turn again no time runs.
 */
export function workSpan(step: StepState): { startedAt: string | null; endedAt: string | null } {
  const { takenOver, attempts, status } = step
  const [first] = attempts
  const startedAt = takenOver !== null ? step.startedAt : (first?.intended.at ?? null)
  const stopped = status === 'pending' ? (attempts.at(-1)?.ended?.mark.at ?? null) : null
  return { startedAt, endedAt: startedAt === null ? null : (workedUntil(step) ?? stopped) }
}
