import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

export async function readCommandConsole(incidentId: string, viewer: Viewer): Promise<ConsoleView | null> {
  const loaded = await loadIncident(incidentId)
  return loaded === null ? null : buildConsoleView(loaded, viewer)
}
