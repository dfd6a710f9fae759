import type { IncidentState } from '../../run/state'
import { incidentLabel } from '../names'
import type { ChainView } from './chain-view'

export interface EvidenceListInput {
  incident: { id: string; number: number; title: string; mode: string; status: string; proposedAt: string }
  plan: string
  environment: string
  /** Null: the entries do not make a possible history. */
  state: IncidentState | null
  chain: ChainView
}

export interface EvidenceListItem {
  id: string
  label: string
  title: string
  live: boolean
  mode: string
  status: string
  place: string
  proposedAt: string
  /** From impact, else from the proposal; until every tier seen is back, else until it was closed, else it runs. */
  lasted: { from: string; since: 'impact' | 'proposal'; until: string | null }
  chain: ChainView
}

export interface EvidenceListView {
  now: string
  incidents: EvidenceListItem[]
  /** Incidents before these, which the page does not list. */
  older: number
}

export function buildEvidenceList(inputs: readonly EvidenceListInput[], older: number, now: string): EvidenceListView {
  return { now, older, incidents: inputs.map(item) }
}

function item({ incident, plan, environment, state, chain }: EvidenceListInput): EvidenceListItem {
  const { id, number, title, mode, proposedAt } = incident
  return {
    id,
    label: incidentLabel({ number, mode: mode === 'live' ? 'live' : 'simulation' }),
    title: state?.title ?? title,
    live: mode === 'live',
    mode: mode.replaceAll('-', ' '),
    status: state?.status ?? incident.status,
    place: `${plan}, ${environment}`,
    proposedAt,
    lasted: {
      from: state?.impact?.at ?? proposedAt,
      since: state?.impact == null ? 'proposal' : 'impact',
      until: state === null ? null : lastedUntil(state),
    },
    chain,
  }
}

/** Until every tier that was down is back; while one is down again it lasts, until it is closed. */
function lastedUntil(state: IncidentState): string | null {
  const spans = Object.values(state.tiers).map(({ outages }) => outages.at(-1)?.recovered?.at ?? null)
  const back = spans.filter((at) => at !== null).sort()
  return (back.length > 0 && back.length === spans.length ? back.at(-1) : state.closed?.at) ?? null
}
