import type { Plan } from '../plan/schema/plan'
import type { LatestReadings } from '../posture/sample'
import type { IncidentState } from '../run/state'
import { tiersNow } from '../run/tier-now'

/** The status of an incident as every list, chip and strip says it. */
export interface IncidentStatusWord {
  status: 'waiting' | 'running' | 'ok' | 'breached' | 'unknown'
  word: string
}

const words: Readonly<Record<string, IncidentStatusWord>> = {
  proposed: { status: 'waiting', word: 'not declared' },
  declared: { status: 'running', word: 'declared' },
  recovered: { status: 'ok', word: 'recovered' },
  'fails-again': { status: 'breached', word: 'fails again' },
  relapsed: { status: 'breached', word: 'down again' },
  closed: { status: 'waiting', word: 'ended' },
  unreadable: { status: 'unknown', word: 'not understood' },
}

export function incidentStatusWord(status: string): IncidentStatusWord {
  return words[status] ?? { status: 'waiting', word: status }
}

/**
 * The same where only the record is read and not the world: a tier that had recovered may fail again this moment, and
 * the bar of the same page says so.
 */
export function recordedStatusWord(status: string): IncidentStatusWord {
  const known = incidentStatusWord(status)
  return status === 'recovered' ? { ...known, word: 'recovered on record' } : known
}

/**
 * The status of an incident this moment: what the journal says, but where a tier that had come back fails and is still
 * being judged. "recovered" would be said beside a page that says it fails.
 */
export function incidentStatusNow(
  state: IncidentState,
  plan: Plan,
  readings: LatestReadings | null,
  now: string,
): string {
  if (state.status !== 'recovered') return state.status
  const judged = tiersNow(state, plan, readings, now).some(
    ({ judgedAfterMilliseconds }) => judgedAfterMilliseconds !== null,
  )
  return judged ? 'fails-again' : state.status
}
