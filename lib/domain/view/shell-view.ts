import type { OpenIncident } from './open-incident'
import type { Alarm } from './alarms'
import type { QueueRow } from './approval/queue-view'
import { type OpenNow, openNow } from './open-now'

/** What the bar of every page says besides the connection. */
export interface ShellView {
  /** Every open incident, real ones before drills, the newest first: each in sight on every page. */
  incidents: OpenNow[]
  /** What waits for this person's answer, soonest to expire first: as many as the page of approvals shows as theirs. */
  asked: AskedOfYou[]
  /** Incidents in which a tier is down again and this person is to act. */
  relapses: RelapseAsked[]
  /** What no page may leave out, whatever it is about. */
  alarms: Alarm[]
}

/** One request that waits for the reader. */
export type AskedOfYou = Pick<
  QueueRow,
  'kind' | 'requestId' | 'href' | 'title' | 'incident' | 'environment' | 'live' | 'expiresAt' | 'lastAskedAt'
>

/** A tier that is down again and waits for the reader, who commands. */
export interface RelapseAsked {
  incidentId: string
  incident: string
  environment: string
  live: boolean
  tiers: string
  since: string
}

export function buildShellView(
  incidents: readonly OpenIncident[],
  waiting: readonly QueueRow[],
  alarms: readonly Alarm[],
  relapses: readonly RelapseAsked[] = [],
): ShellView {
  return {
    incidents: openNow(incidents),
    asked: waiting.map(({ kind, requestId, href, title, incident, environment, live, expiresAt, lastAskedAt }) => ({
      kind,
      requestId,
      href,
      title,
      incident,
      environment,
      live,
      expiresAt,
      lastAskedAt,
    })),
    relapses: [...relapses],
    alarms: [...alarms],
  }
}
