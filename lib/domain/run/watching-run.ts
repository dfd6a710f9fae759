import type { Gate, Runbook, Step } from '../plan/schema/runbook'
import { isDone, mayHavePromoted } from './ready'
import type { CommandStatus, IncidentState, RunState } from './state'
import { currentAttempt, isLive, stepOf } from './state'
import { hasRelapsed } from './tier-now'

const open: readonly CommandStatus[] = ['intended', 'in-doubt', 'unknown']

/** What a run has still to do. */
export function stepsLeft(state: IncidentState, run: RunState, runbook: Runbook): Step[] {
  return runbook.steps.filter((step) => !isDone(state, run, runbook, step.id))
}

/**
 * Whether nothing the run still does can move what changes role: GO was given, every tier it is to prove has come back
 * once, and what is left comes after or only reads, with no outcome open. Such a run bars no other.
 */
export function onlyWatches(state: IncidentState, run: RunState, runbook: Runbook): boolean {
  if (run.go === null || !isLive(run) || run.goingBack !== null) return false
  const left = stepsLeft(state, run, runbook)
  const harmless = left.every(
    ({ phase, wayBack }) => phase === 'after' || (phase !== 'prove' && wayBack === 'none-needed'),
  )
  return (
    harmless && left.every(({ id }) => outcomeKnown(run, id)) && provedTiers(runbook).every((id) => cameBack(state, id))
  )
}

/**
 * Whether a new run of the incident may take the place of this one: a tier it brought back is down again, and the run
 * only watches, or was stopped past the point of no return with every outcome known. Else it must end first.
 */
export function maySupersede(state: IncidentState, run: RunState, runbook: Runbook): boolean {
  if (!provedTiers(runbook).some((tier) => hasRelapsed(state, tier))) return false
  return onlyWatches(state, run, runbook) || (run.status === 'stopped' && run.pointOfNoReturn !== null)
}

/** Tiers whose recovery the runbook proves, each once. */
export function provedTiers(runbook: Runbook): string[] {
  return [...new Set(runbook.steps.flatMap(({ proves }) => proves))]
}

/** A tier that was never down in this incident, as in a drill without an outage, is back from the start. */
function cameBack(state: IncidentState, tier: string): boolean {
  const outages = state.tiers[tier]?.outages ?? []
  return outages.length === 0 ? state.impact === null || state.impact.tier !== null : outages[0]?.recovered != null
}

function outcomeKnown(run: RunState, step: string): boolean {
  return !(currentAttempt(stepOf(run, step))?.commands ?? []).some(({ status }) => open.includes(status))
}

/**
 * From which entry on words and acceptances count for the run that is armed now or next: what was said before an
 * earlier run was undone, or before the tier fell again, was said of another moment.
 */
export function freshSince(state: IncidentState): number {
  const current = state.runs.at(-1)
  if (current === undefined) return 0
  const arming = isLive(current) && current.go === null
  const before = arming ? current.started.sequence : Infinity
  const ends = state.runs.flatMap(({ ended, status }) =>
    ended === null || status === 'superseded' ? [] : [ended.sequence],
  )
  const relapses = Object.values(state.tiers).flatMap(({ outages }) =>
    outages.slice(1).map(({ opened }) => opened.sequence),
  )
  const [first] = state.runs
  const counted = [...ends, ...relapses.filter((at) => first !== undefined && at > first.started.sequence)]
  return Math.max(0, ...counted.filter((at) => at < before))
}

/** What is judged by machine now: after GO only what the plan asks again before the one-way step is sent. */
export function gatesJudged(state: IncidentState, runbook: Runbook): Gate[] {
  if (barsSomething(state, runbook)) return runbook.gates
  const run = state.runs.at(-1)
  if (run === undefined || !isLive(run) || mayHavePromoted(run, runbook)) return []
  return runbook.gates.filter(({ again }) => again === 'act')
}

/** Gates are judged by machine while they bar something: until GO, and again once another run may be armed. */
export function barsSomething(state: IncidentState, runbook: Runbook): boolean {
  const run = state.runs.at(-1)
  if (run === undefined || run.runbook !== runbook.id || run.go === null) return true
  return !isLive(run) || maySupersede(state, run, runbook)
}
