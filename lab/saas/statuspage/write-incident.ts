import { z } from 'zod'
import { parseObject } from '../http/read-fields'
import { StatuspageError } from './statuspage-error'
import {
  componentStatuses,
  incidentStatuses,
  newStatusId,
  type ComponentStatus,
  type StatusIncident,
  type StatuspageState,
} from './statuspage-state'

const Fields = z.object({
  name: z.string().min(1).optional(),
  status: z.enum(incidentStatuses).optional(),
  body: z.string().max(25_000).optional(),
  impact_override: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']).optional(),
  component_ids: z.array(z.string()).optional(),
  components: z.record(z.string(), z.enum(componentStatuses)).optional(),
  metadata: z.unknown().optional(),
})
type Fields = z.infer<typeof Fields>

/** Reads `{incident: {...}}`. Throws 400 or 422 with Statuspage's list of messages. */
export function readIncidentFields(body: Buffer): Fields {
  const parsed = z.object({ incident: Fields }).safeParse(parseObject(body.toString('utf8')) ?? {})
  if (parsed.success) return parsed.data.incident
  throw new StatuspageError(
    422,
    parsed.error.issues.map((issue) => `${issue.path.slice(1).join('.') || 'incident'} ${issue.message}`),
  )
}

export function createIncident(state: StatuspageState, fields: Fields, at: string): StatusIncident {
  if (fields.name === undefined) throw new StatuspageError(422, ["Name can't be blank"])
  checkComponents(state, fields)
  const incident: StatusIncident = {
    id: newStatusId(),
    name: fields.name,
    status: fields.status ?? 'investigating',
    created_at: at,
    updated_at: at,
    resolved_at: fields.status === 'resolved' ? at : null,
    impact: fields.impact_override ?? worst(Object.values(fields.components ?? {})),
    metadata: fields.metadata ?? {},
    component_ids: [],
    incident_updates: [],
  }
  applyComponents(state, incident, fields, at)
  addUpdate(incident, fields.body ?? '', at)
  state.incidents.push(incident)
  return incident
}

/** True when something changed: Statuspage adds no update for a PATCH that says what is already there. */
export function updateIncident(state: StatuspageState, incident: StatusIncident, fields: Fields, at: string): boolean {
  checkComponents(state, fields)
  const before = JSON.stringify([incident, state.components.map(({ status }) => status)])
  incident.name = fields.name ?? incident.name
  incident.impact = fields.impact_override ?? incident.impact
  incident.metadata = fields.metadata ?? incident.metadata
  const status = fields.status ?? incident.status
  const says = fields.body ?? ''
  const last = incident.incident_updates.at(-1)
  applyComponents(state, incident, fields, at)
  if (status !== incident.status || (says !== '' && says !== last?.body)) {
    incident.status = status
    incident.resolved_at = status === 'resolved' ? at : null
    addUpdate(incident, says, at)
  }
  if (JSON.stringify([incident, state.components.map(({ status: now }) => now)]) === before) return false
  incident.updated_at = at
  return true
}

function addUpdate(incident: StatusIncident, body: string, at: string): void {
  incident.incident_updates.push({ id: newStatusId(), status: incident.status, body, created_at: at })
}

function checkComponents(state: StatuspageState, fields: Fields): void {
  const named = [...(fields.component_ids ?? []), ...Object.keys(fields.components ?? {})]
  const unknown = named.find((id) => !state.components.some((component) => component.id === id))
  if (unknown !== undefined) throw new StatuspageError(422, [`Component ${unknown} does not exist`])
}

function applyComponents(state: StatuspageState, incident: StatusIncident, fields: Fields, at: string): void {
  const changes = Object.entries(fields.components ?? {})
  const affected = [...incident.component_ids, ...(fields.component_ids ?? []), ...changes.map(([id]) => id)]
  incident.component_ids = [...new Set(affected)]
  for (const [id, status] of changes) {
    const component = state.components.find((candidate) => candidate.id === id)
    if (!component || component.status === status) continue
    component.status = status
    component.updated_at = at
  }
}

function worst(statuses: ComponentStatus[]): string {
  if (statuses.includes('major_outage')) return 'critical'
  if (statuses.includes('partial_outage')) return 'major'
  return statuses.includes('degraded_performance') ? 'minor' : 'none'
}
