import type { Role } from '../access/roles'
import { requestStatus } from './approval'
import type { IncidentState } from './state'
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
  const runs = state.runs.filter((run, index) => run !== before?.runs[index])
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
    runs: runs.map((run) => ({
      id: run.id,
      incidentId: state.id,
      runbook: run.runbook,
      planKey: state.plan.key,
      planHash: run.planHash,
      environment: state.environment.name,
      environmentHash: run.environmentHash,
      promotionBoundary: run.promotionBoundary,
      status: run.status,
      live: isLive(run),
      holdsBoundary: isLive(run) && run.released === null,
      startedAt: run.started.at,
      goAt: run.go?.at ?? null,
      endedAt: run.ended?.at ?? null,
    })),
    steps: runs.flatMap((run) => {
      const known = before?.runs.find(({ id }) => id === run.id)
      return Object.values(run.steps)
        .filter((step) => step !== known?.steps[step.id])
        .map((step) => ({
          runId: run.id,
          stepId: step.id,
          status: step.status,
          attempt: step.attempts.length,
          startedAt: step.startedAt,
          endedAt: step.endedAt,
        }))
    }),
    requests: requestRows(before, state),
  }
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
