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

export function incidentRows(state: IncidentState): IncidentRows {
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
    runs: state.runs.map((run) => ({
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
    steps: state.runs.flatMap((run) =>
      Object.values(run.steps).map((step) => ({
        runId: run.id,
        stepId: step.id,
        status: step.status,
        attempt: step.attempts.length,
        startedAt: step.startedAt,
        endedAt: step.endedAt,
      })),
    ),
    requests: Object.values(state.requests).map((request) => ({
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
    })),
  }
}

const everyRole = (): readonly Role[] => ['approver']
