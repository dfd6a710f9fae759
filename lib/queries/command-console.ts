import type { ConsoleView, OwnConsole, SharedConsole } from '@/lib/domain/view/console/whole-console'
import { database } from '@/lib/db/client'
import type { Database } from '@/lib/db/client'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { ownConsole, sharedConsole } from '@/lib/domain/view/console/console-view'
import { joinConsole } from '@/lib/domain/view/console/join-console'
import type { Driving } from '@/lib/domain/view/console/driver'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident, type LoadedIncident } from './load-incident'
import { shareByStanding } from './share-by-standing'

interface Shared {
  loaded: LoadedIncident
  view: SharedConsole
  /** As it is sent: the most of a page, written once for everybody. */
  text: string
}

/** Throws UnreadableEntry: what can be said of the incident then, `orUnreadable` says. */
export async function readCommandConsole(
  incidentId: string,
  viewer: Viewer,
  db: Database = database(),
): Promise<ConsoleView | null> {
  const shared = await readShared(incidentId, db)
  return shared === null ? null : joinConsole(shared.view, ownConsole(shared.loaded, viewer))
}

/** The same as JSON of two parts, `shared` and `own`, which the page joins. */
export async function readConsoleText(
  incidentId: string,
  viewer: Viewer,
  db: Database = database(),
): Promise<string | null> {
  const shared = await readShared(incidentId, db)
  if (shared === null) return null
  const own: OwnConsole = ownConsole(shared.loaded, viewer)
  return `{"shared":${shared.text},"own":${JSON.stringify(own)}}`
}

function readShared(incidentId: string, db: Database): Promise<Shared | null> {
  return shareByStanding(`console ${incidentId}`, db, async () => {
    const [loaded, driving] = await Promise.all([loadIncident(incidentId, db), readDriving(db, incidentId)])
    if (loaded === null) return null
    const view = sharedConsole(loaded, driving)
    return { loaded, view, text: JSON.stringify(view) }
  })
}

/** Of the worker that drives this incident; that others live says nothing of it. */
async function readDriving(db: Database, incidentId: string): Promise<Driving> {
  const stream = incidentStream(incidentId)
  const [lease, head] = await Promise.all([
    db.lease.findUnique({ where: { key: stream } }),
    db.journalHead.findUnique({ where: { stream }, select: { serverSince: true, serverAfter: true } }),
  ])
  return {
    // A lease is written down before it is first taken.
    lease:
      lease === null || lease.holder === '' ? null : { holder: lease.holder, until: lease.expiresAt.toISOString() },
    serverSince: head?.serverSince?.toISOString() ?? null,
    serverAfter: head?.serverAfter == null ? null : Number(head.serverAfter),
  }
}
