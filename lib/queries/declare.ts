import { buildDeclareView, type DeclareView } from '@/lib/domain/view/declare/declare-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

export async function readDeclare(incidentId: string, viewer: Viewer): Promise<DeclareView | null> {
  const loaded = await loadIncident(incidentId)
  return loaded === null ? null : buildDeclareView(loaded, viewer)
}
