import { topologicalOrder } from '../plan/graph'
import type { Environment } from '../plan/schema/environment'
import type { Runbook, Step } from '../plan/schema/runbook'
import { scaleTime } from '../plan/scale-time'
import { isDone } from '../run/ready'
import type { IncidentState, RunState } from '../run/state'
import { stepOf } from '../run/state'
import { workSpan } from './step-span'

/**
 * When a tier is expected back, from what has happened and the plan's expected times for what has not. A step that
 * overruns pushes everything behind it; nothing ends before now. Null when no step of the runbook proves the tier.
 */
export function predictRecovery(
  state: IncidentState,
  run: RunState | null,
  runbook: Runbook,
  tier: string,
  quantile: 'p50' | 'p95',
  now: number,
  environment: Pick<Environment, 'timeScale'>,
): number | null {
  const proof = runbook.steps.find((step) => step.proves.includes(tier))
  const order = topologicalOrder(runbook.steps)
  if (proof === undefined || order === null) return null
  const steps = new Map(runbook.steps.map((step) => [step.id, step]))
  const ends = new Map<string, number>()
  const go = run?.go == null ? now : Date.parse(run.go.at)
  for (const id of order) {
    const step = steps.get(id)
    if (step === undefined) continue
    const current = run === null ? null : stepOf(run, id)
    const expected = scaleTime(environment, Math.max(0, step.expected[quantile] - holdAfterRecovery(step, tier)))
    if (run !== null && current !== null && isDone(state, run, runbook, id)) {
      ends.set(id, current.endedAt === null ? now : Date.parse(current.endedAt))
      continue
    }
    const ready = Math.max(
      ...step.after.map((before) => ends.get(before) ?? now),
      step.phase === 'arm' || step.phase === 'declare' ? 0 : go,
    )
    const began = current === null || current.status === 'pending' ? null : workSpan(current).startedAt
    const start = began === null ? Math.max(now, ready) : Date.parse(began)
    ends.set(id, Math.max(now, start + expected))
  }
  return ends.get(proof.id) ?? null
}

/** Recovery is the first success of the run that then holds, so the hold of the proof lies after it. */
function holdAfterRecovery(step: Step, tier: string): number {
  return step.proves.includes(tier) ? Math.max(0, ...step.expect.map((one) => one.hold ?? 0)) : 0
}
