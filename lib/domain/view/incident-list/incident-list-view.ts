import { may, type Role } from '../../access/roles'
import type { ActionView } from '../console/action'
import { incidentStatusWord, type IncidentStatusWord } from '../incident-status'
import type { IncidentOutcome } from './incident-outcome'

export interface IncidentRow {
  id: string
  number: number
  mode: string
  title: string
  status: string
  /** The class in the plan's words; null while nothing is declared. */
  class: string | null
  plan: string
  environment: string
  proposedAt: string
  proposedBy: string
  declaredAt: string | null
  closedAt: string | null
  alerts: { name: string; source: string; resolved: boolean }[]
  /** How it ended; null while it is open. */
  outcome: IncidentOutcome | null
  /** For an incident nobody commands, where the reader may. */
  takeCommand: ActionView | null
}

export interface IncidentListItem extends Omit<IncidentRow, 'status' | 'mode' | 'number'> {
  label: string
  mode: 'live' | 'drill'
  modeWords: string
  status: IncidentStatusWord['status']
  word: string
  href: string
}

export interface IncidentListView {
  now: string
  open: IncidentListItem[]
  closed: IncidentListItem[]
  mayPropose: boolean
}

/** Open incidents first, newest first; what waits for a decision leads to where it is decided. */
export function buildIncidentList(rows: readonly IncidentRow[], roles: readonly Role[], now: string): IncidentListView {
  const items = [...rows].sort((a, b) => b.number - a.number).map(item)
  return {
    now,
    open: items.filter((one) => one.closedAt === null),
    closed: items.filter((one) => one.closedAt !== null),
    mayPropose: may(roles, 'incident.propose'),
  }
}

function item({ number, mode, status, ...row }: IncidentRow): IncidentListItem {
  const live = mode === 'live'
  return {
    ...row,
    label: `${live ? 'INC' : 'DRILL'}-${String(number).padStart(4, '0')}`,
    mode: live ? 'live' : 'drill',
    modeWords: live ? 'LIVE' : mode.replaceAll('-', ' '),
    ...incidentStatusWord(status),
    href: status === 'proposed' ? `/incidents/${row.id}/declare` : `/incidents/${row.id}`,
  }
}
