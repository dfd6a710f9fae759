import { database, type Database } from '@/lib/db/client'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { buildUnreadableView, type UnreadableView } from '@/lib/domain/view/unreadable-view'

export type Readable<View> = { view: View } | { unreadable: UnreadableView } | null

/** A view of an incident, or what its rows alone say where this process does not understand its journal. */
export async function orUnreadable<View>(
  reading: Promise<View | null>,
  incidentId: string,
  viewer: Viewer,
  db: Database = database(),
): Promise<Readable<View>> {
  try {
    const view = await reading
    return view === null ? null : { view }
  } catch (error) {
    if (!(error instanceof UnreadableEntry)) throw error
    const [incident, runs] = await Promise.all([
      db.incident.findUnique({ where: { id: incidentId } }),
      db.run.findMany({
        where: { incidentId, live: true },
        orderBy: { startedAt: 'asc' },
        select: { id: true, runbook: true, status: true },
      }),
    ])
    if (incident === null) return null
    return { unreadable: buildUnreadableView({ incident, runs, why: error.refusal.message }, viewer) }
  }
}
