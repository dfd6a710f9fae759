import type { Alarm } from './alarms'
import type { QueueRow } from './approval/queue-view'

/** What the bar of every page says besides the connection. */
export interface ShellView {
  /** Open incidents, newest first. */
  incidents: { id: string; label: string; title: string; mode: 'live' | 'drill'; declared: boolean }[]
  /** What waits for this person's answer, soonest to expire first: as many as the page of approvals shows as theirs. */
  asked: AskedOfYou[]
  /** What no page may leave out, whatever it is about. */
  alarms: Alarm[]
}

/** One request that waits for the reader. */
export type AskedOfYou = Pick<QueueRow, 'requestId' | 'title' | 'incident' | 'environment' | 'live' | 'expiresAt'>

export interface OpenIncident {
  id: string
  number: number
  title: string
  mode: string
  status: string
}

export function buildShellView(
  incidents: readonly OpenIncident[],
  waiting: readonly QueueRow[],
  alarms: readonly Alarm[],
): ShellView {
  return {
    incidents: incidents.map(({ id, number, title, mode, status }) => ({
      id,
      label: `${mode === 'live' ? 'INC' : 'DRILL'}-${String(number).padStart(4, '0')}`,
      title,
      mode: mode === 'live' ? 'live' : 'drill',
      declared: status !== 'proposed',
    })),
    asked: waiting.map(({ requestId, title, incident, environment, live, expiresAt }) => ({
      requestId,
      title,
      incident,
      environment,
      live,
      expiresAt,
    })),
    alarms: [...alarms],
  }
}
