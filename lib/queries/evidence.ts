import { may, permissions, type Role } from '@/lib/domain/access/roles'
import { buildEntryView, type EntryView } from '@/lib/domain/view/evidence/entry-view'
import { buildEvidenceView, type EvidencePageView, type EvidenceView } from '@/lib/domain/view/evidence/evidence-view'
import type { EvidenceInput } from '@/lib/domain/view/evidence/evidence-input'
import { readEvidenceSource } from './evidence-source'

const views = new WeakMap<EvidenceInput, EvidenceView>()

export async function readEvidence(incidentId: string, roles: readonly Role[]): Promise<EvidencePageView | null> {
  const source = await readEvidenceSource(incidentId)
  if (source === null) return null
  const view = views.get(source) ?? buildEvidenceView(source)
  views.set(source, view)
  const exportRefused = may(roles, 'evidence.export')
    ? null
    : `Export is for ${permissions['evidence.export'].join(', ')}.`
  return { ...view, exportRefused }
}

export async function readEvidenceEntry(incidentId: string, sequence: number): Promise<EntryView | null> {
  const source = await readEvidenceSource(incidentId)
  return source === null ? null : buildEntryView(source, sequence)
}
