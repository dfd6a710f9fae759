import { database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { may } from '@/lib/domain/access/roles'
import { relapseAsked } from '@/lib/domain/view/asks'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { buildShellView, type ShellView } from '@/lib/domain/view/shell-view'
import { readAlarms } from './alarms'
import { readOpenIncidents } from './open-incidents'
import { sharedIfReadable, shareByStanding } from './share-by-standing'
import { readWaitingApprovals } from './waiting-approvals'
import { withinLimit } from './within-limit'

const startMilliseconds = 4_000

/**
 * The server's time and the journal position a page starts its live stream from. Every page begins with it, so a
 * database that hangs is told within seconds instead of leaving the page empty.
 */
export async function readLiveStart(): Promise<{ now: string; position: number }> {
  const db = database()
  const start = Promise.all([databaseTime(db), journalHorizon(db)])
  const [now, position] = await withinLimit(start, startMilliseconds)
  return { now: now.toISOString(), position }
}

/** The bar of every page: incidents that are not closed, newest first, and what waits for this person. */
export async function readShell(viewer: Viewer): Promise<ShellView> {
  const [incidents, waiting, alarms] = await Promise.all([
    shareByStanding('open incidents', database(), () => readOpenIncidents(database())),
    may(viewer.roles, 'incident.read') ? readWaitingApprovals(viewer) : null,
    readAlarms(),
  ])
  const relapsed = incidents.filter(({ status }) => status === 'relapsed')
  const loaded = may(viewer.roles, 'run.arm')
    ? await Promise.all(relapsed.map(({ id }) => sharedIfReadable(id, database())))
    : []
  const relapses = loaded.flatMap((incident) => (incident === null ? [] : (relapseAsked(incident, viewer) ?? [])))
  return buildShellView(incidents, waiting?.mine ?? [], alarms, relapses)
}
