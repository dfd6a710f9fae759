import { randomBytes } from 'node:crypto'

export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved'

export interface Note {
  id: string
  content: string
  user: string
  created_at: string
}

export interface PagerdutyIncident {
  id: string
  incident_number: number
  title: string
  status: IncidentStatus
  incident_key: string
  urgency: 'high' | 'low'
  created_at: string
  updated_at: string
  last_status_change_at: string
  last_status_change_by: string
  acknowledgements: { at: string; by: string }[]
  notes: Note[]
  /** Ids of the users it was assigned to when it was opened by hand. */
  assignees?: string[]
  /** Events that came in under the incident's key, newest last. */
  alerts: number
  details: unknown
}

export interface PagerdutyState {
  routingKey: string
  apiToken: string
  incidents: PagerdutyIncident[]
}

export const service = { id: 'PORDERFLOW', type: 'service_reference', summary: 'OrderFlow checkout' } as const

export function initialPagerdutyState(): PagerdutyState {
  // A routing key has exactly 32 characters.
  return { routingKey: randomBytes(16).toString('hex'), apiToken: `u+${randomBytes(9).toString('hex')}`, incidents: [] }
}

export function newId(prefix: string): string {
  return `${prefix}${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`
}

export function openIncident(
  state: PagerdutyState,
  fields: { key: string; title: string; urgency: 'high' | 'low'; by: string; details: unknown },
  at: string,
): PagerdutyIncident {
  const incident: PagerdutyIncident = {
    id: newId('Q'),
    incident_number: state.incidents.length + 1,
    title: fields.title,
    status: 'triggered',
    incident_key: fields.key,
    urgency: fields.urgency,
    created_at: at,
    updated_at: at,
    last_status_change_at: at,
    last_status_change_by: fields.by,
    acknowledgements: [],
    notes: [],
    alerts: 1,
    details: fields.details,
  }
  state.incidents.push(incident)
  return incident
}

/** True when the status changed. A resolved incident never changes again, and acknowledging twice changes nothing. */
export function changeStatus(incident: PagerdutyIncident, status: IncidentStatus, by: string, at: string): boolean {
  if (incident.status === 'resolved' || incident.status === status) return false
  incident.status = status
  incident.updated_at = at
  incident.last_status_change_at = at
  incident.last_status_change_by = by
  if (status === 'acknowledged') incident.acknowledgements.push({ at, by })
  return true
}

export function describeIncident(incident: PagerdutyIncident): object {
  const { notes: _notes, alerts, details: _details, acknowledgements, assignees = [], ...rest } = incident
  const { last_status_change_by: by, ...shown } = rest
  const url = `https://orderflow.pagerduty.com/incidents/${incident.id}`
  return {
    ...shown,
    type: 'incident',
    summary: `[#${incident.incident_number}] ${incident.title}`,
    self: `https://api.pagerduty.com/incidents/${incident.id}`,
    html_url: url,
    service,
    assignments: assignees.map((id) => ({
      at: incident.created_at,
      assignee: { id, type: 'user_reference', summary: id },
    })),
    acknowledgements: acknowledgements.map((one) => ({ at: one.at, acknowledger: userReference(one.by) })),
    last_status_change_by: userReference(by),
    alert_counts: { all: alerts, triggered: incident.status === 'resolved' ? 0 : alerts, resolved: 0 },
  }
}

export function userReference(email: string): object {
  return {
    id: `P${Buffer.from(email).toString('hex').toUpperCase().slice(0, 6)}`,
    type: 'user_reference',
    summary: email,
  }
}
