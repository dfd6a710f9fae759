import { database } from '@/lib/db/client'
import type { Database } from '@/lib/db/client'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import type { IncidentLease } from '@/lib/domain/view/console/driver'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

/** Throws UnreadableEntry: what can be said of the incident then, `orUnreadable` says. */
export async function readCommandConsole(
  incidentId: string,
  viewer: Viewer,
  db: Database = database(),
): Promise<ConsoleView | null> {
  const [loaded, lease] = await Promise.all([loadIncident(incidentId, db), readLease(db, incidentId)])
  return loaded === null ? null : buildConsoleView(loaded, viewer, lease)
}

/** Of the worker that drives this incident; that others live says nothing of it. */
async function readLease(db: Database, incidentId: string): Promise<IncidentLease | null> {
  const lease = await db.lease.findUnique({ where: { key: incidentStream(incidentId) } })
  // A lease is written down before it is first taken.
  return lease === null || lease.holder === '' ? null : { holder: lease.holder, until: lease.expiresAt.toISOString() }
}
