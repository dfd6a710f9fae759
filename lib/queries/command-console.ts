import { database } from '@/lib/db/client'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

export async function readCommandConsole(incidentId: string, viewer: Viewer): Promise<ConsoleView | null> {
  const [loaded, worker] = await Promise.all([
    loadIncident(incidentId),
    database().worker.findFirst({ orderBy: { seenAt: 'desc' }, select: { seenAt: true } }),
  ])
  return loaded === null ? null : buildConsoleView(loaded, viewer, worker?.seenAt.toISOString() ?? null)
}
