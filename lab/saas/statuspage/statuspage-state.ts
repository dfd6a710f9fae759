import { randomBytes } from 'node:crypto'

export const pageId = 'orderflow0page'

export const componentStatuses = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const
export type ComponentStatus = (typeof componentStatuses)[number]

export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type IncidentStatus = (typeof incidentStatuses)[number]

export interface Component {
  id: string
  name: string
  status: ComponentStatus
  updated_at: string
}

export interface StatusIncident {
  id: string
  name: string
  status: IncidentStatus
  created_at: string
  updated_at: string
  resolved_at: string | null
  impact: string
  metadata: unknown
  component_ids: string[]
  incident_updates: { id: string; status: IncidentStatus; body: string; created_at: string }[]
}

export interface StatuspageState {
  key: string
  components: Component[]
  incidents: StatusIncident[]
}

export function initialStatuspageState(now: number): StatuspageState {
  const updated_at = new Date(now).toISOString()
  const named = { checkout: 'Checkout', payments: 'Payments', orders: 'Order history', auth: 'Sign-in' }
  const components = Object.entries(named).map(([id, name]) => ({
    id: `cmp${id}`,
    name,
    status: 'operational' as const,
    updated_at,
  }))
  return { key: randomBytes(18).toString('hex'), components, incidents: [] }
}

export function newStatusId(): string {
  return randomBytes(6).toString('hex')
}

export function describeIncident(state: StatuspageState, incident: StatusIncident): object {
  const { component_ids, ...shown } = incident
  return {
    ...shown,
    page_id: pageId,
    shortlink: `https://stspg.io/${incident.id}`,
    components: state.components.filter(({ id }) => component_ids.includes(id)),
    incident_updates: incident.incident_updates.toReversed(),
  }
}
