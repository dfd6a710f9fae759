import type { Alarm } from './alarms'
import type { QueueRow } from './approval/queue-view'
import { type OpenIncident, type OpenNow, openNow } from './open-now'

/** What the bar of every page says besides the connection. */
export interface ShellView {
  /** Every open incident, real ones before drills, the newest first: each in sight on every page. */
  incidents: OpenNow[]
  /** What waits for this person's answer, soonest to expire first: as many as the page of approvals shows as theirs. */
  asked: AskedOfYou[]
  /** What no page may leave out, whatever it is about. */
  alarms: Alarm[]
}

/** One request that waits for the reader. */
export type AskedOfYou = Pick<QueueRow, 'requestId' | 'title' | 'incident' | 'environment' | 'live' | 'expiresAt'>

export function buildShellView(
  incidents: readonly OpenIncident[],
  waiting: readonly QueueRow[],
  alarms: readonly Alarm[],
): ShellView {
  return {
    incidents: openNow(incidents),
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
