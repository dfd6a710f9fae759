import type { LossRule } from '../plan/schema/runbook'
import type { IncidentState, RunState } from './state'

const mostMilliseconds = 7 * 86_400_000

/**
 * What a promotion of this run may lose, in milliseconds: the plan's bound, or more where the commander accepted more on
 * the record. It is part of what is approved, so accepting more asks for approval again.
 */
export function lossBound(state: IncidentState, run: RunState | null, rule: LossRule): number {
  const accepted = state.decisions.flatMap(({ kind, runId, subject }) =>
    kind === 'accept-loss' && run !== null && runId === run.id ? (acceptedLoss(subject) ?? []) : [],
  )
  return Math.max(rule.bound, ...accepted)
}

/** The commander's recorded acceptance of an unknown loss in this run. */
export function unknownLossAcceptance(state: IncidentState, run: RunState): string | null {
  const decision = state.decisions.findLast((d) => d.kind === 'accept-unknown-loss' && d.runId === run.id)
  return decision?.statement ?? null
}

/** Whole milliseconds as the decision names them; null for anything else, or for more than a week. */
export function acceptedLoss(subject: string | null): number | null {
  if (subject === null || !/^[1-9]\d{0,8}$/.test(subject)) return null
  const milliseconds = Number(subject)
  return milliseconds <= mostMilliseconds ? milliseconds : null
}

/** A round figure somewhat above what is read: replication may still move, and nobody accepts 2,713 ms. */
export function roundedUp(milliseconds: number): number {
  const step = milliseconds < 10_000 ? 500 : milliseconds < 120_000 ? 5_000 : 60_000
  return (Math.floor(milliseconds / step) + 1) * step
}
