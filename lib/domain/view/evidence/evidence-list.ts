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

function lastedUntil(state: IncidentState): string | null {
  const recoveries = Object.values(state.tiers).map(({ recovered }) => recovered?.at ?? null)
  const allBack = recoveries.length > 0 && recoveries.every((at) => at !== null)
  if (allBack)
    return (
      recoveries
        .filter((at) => at !== null)
        .sort()
        .at(-1) ?? null
    )
  return state.closed?.at ?? null
}
