import type { Plan } from '../plan/schema/plan'
import type { Runbook } from '../plan/schema/runbook'
import type { ServingReading } from '../posture/serving'
import type { IncidentState, RunState } from './state'

/**
 * Why nobody can say what a runbook would move: where its promotion boundary serves is unknown, or two regions say that
 * they do. Null where it is known, and where the plan reads nothing of it.
 */
export function servingDoubt(plan: Plan, runbook: Runbook, readings: readonly ServingReading[]): string | null {
  const serves = readings.find(({ promotionBoundary }) => promotionBoundary === runbook.promotionBoundary)?.serves
  if (serves === undefined || serves.is === 'known') return null
  if (serves.is === 'unknown') return `Where ${runbook.promotionBoundary} runs is UNKNOWN: ${serves.why}`
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  return `${serves.regions.map(title).join(' and ')} both say that they serve ${runbook.promotionBoundary}`
}

/** The commander's recorded acceptance, in this run, that where it serves is not known. */
export function servingAcceptance(state: IncidentState, run: RunState): string | null {
  return (
    state.decisions.findLast((one) => one.kind === 'accept-unknown-serving' && one.runId === run.id)?.statement ?? null
  )
}
