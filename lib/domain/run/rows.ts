import { isNewestWord } from './newest-word'
import type { Role } from '../access/roles'
import { requestStatus } from './approval'
import type { IncidentState, RunState, StepState } from './state'
import { isLive } from './state'

/** What the read tables say of an incident: a pure function of its state, so that they can be rebuilt and compared. */
export interface IncidentRows {
  incident: {
    id: string
    number: number
    planKey: string
    environment: string
    mode: string
    status: string
    class: string | null
    title: string
    proposedAt: string
    declaredAt: string | null
    closedAt: string | null
    sequence: number
  }
  runs: {
    id: string
    incidentId: string
    runbook: string
    planKey: string
    planHash: string
    environment: string
    environmentHash: string
    promotionBoundary: string
    status: string
    live: boolean
    holdsBoundary: boolean
    /** Somebody said something of it that counts once a second person agrees. */
    awaitsWord: boolean
    startedAt: string
    goAt: string | null
    endedAt: string | null
  }[]
  steps: {
    runId: string
    stepId: string
    status: string
    attempt: number
    startedAt: string | null
    endedAt: string | null
  }[]
  requests: {
    id: string
    incidentId: string
    runId: string
    digest: string
    status: string
    requestedBy: string
    requestedAt: string
    expiresAt: string
    steps: string[]
  }[]
}

/** All rows of an incident. */
export function incidentRows(state: IncidentState): IncidentRows {
  return changedRows(null, state)
}

/** The rows that differ from those of `before`: what no entry touched is the same object, and is not looked at. */
export function changedRows(before: IncidentState | null, state: IncidentState): IncidentRows {
  const known = (id: string) => before?.runs.find((run) => run.id === id)
  const runs = state.runs.filter((run) => run !== known(run.id))
  return {
    incident: {
      id: state.id,
      number: state.number,
      planKey: state.plan.key,
      environment: state.environment.name,
      mode: state.mode,
      status: state.status,
      class: state.declared?.class ?? null,
      title: state.title,
      proposedAt: state.proposed.at,
      declaredAt: state.declared?.at ?? null,
      closedAt: state.closed?.at ?? null,
      sequence: state.sequence,
    },
    runs: runs.flatMap((run) => differing(known(run.id), run, (one) => runRow(state, one))),
    steps: runs.flatMap((run) => {
      const steps = known(run.id)?.steps
      return Object.values(run.steps).flatMap((step) => differing(steps?.[step.id], step, (one) => stepRow(run, one)))
    }),
    requests: requestRows(before, state),
  }
}

function differing<State, Row>(before: State | undefined, now: State, rowOf: (state: State) => Row): Row[] {
  if (before === now) return []
  const row = rowOf(now)
  return before !== undefined && JSON.stringify(rowOf(before)) === JSON.stringify(row) ? [] : [row]
}

function runRow({ id, plan, environment }: IncidentState, run: RunState): IncidentRows['runs'][number] {
  return {
    id: run.id,
    incidentId: id,
    runbook: run.runbook,
    planKey: plan.key,
    planHash: run.planHash,
    environment: environment.name,
    environmentHash: run.environmentHash,
    promotionBoundary: run.promotionBoundary,
    status: run.status,
    live: isLive(run),
    holdsBoundary: isLive(run) && run.released === null,
    awaitsWord:
      isLive(run) &&
      (run.proposal !== null || (run.pointOfNoReturn === null && Object.values(run.steps).some(isNewestWord))),
    startedAt: run.started.at,
    goAt: run.go?.at ?? null,
    endedAt: run.ended?.at ?? null,
  }
}

function stepRow({ id: runId }: RunState, step: StepState): IncidentRows['steps'][number] {
  const { id: stepId, status, attempts, startedAt, endedAt } = step
  return { runId, stepId, status, attempt: attempts.length, startedAt, endedAt }
}

/** A request's status follows from its run and from who holds its duties as well. */
function requestRows(before: IncidentState | null, state: IncidentState): IncidentRows['requests'] {
  const known = before === null ? [] : requestRows(null, before)
  const rows = Object.values(state.requests).map((request) => ({
    id: request.id,
    incidentId: state.id,
    runId: request.runId,
    digest: request.digest,
    // As the stream alone says it: who still holds a role and what the time is are asked when it matters.
    status: requestStatus(state, request, everyRole, ''),
    requestedBy: request.requested.by.kind === 'person' ? request.requested.by.person : request.requested.by.kind,
    requestedAt: request.requested.at,
    expiresAt: request.expiresAt,
    steps: request.content.steps.map((covered) => covered.step),
  }))
  return rows.filter(({ id, status }) => known.find((row) => row.id === id)?.status !== status)
}

const everyRole = (): readonly Role[] => ['approver']
