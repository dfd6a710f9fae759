import type { Metadata } from 'next'
import { EvidenceList } from '@/components/evidence/evidence-list'
import { requirePermission } from '@/lib/auth/require-permission'
import { readEvidenceList } from '@/lib/queries/evidence-list'

export const metadata: Metadata = { title: 'Evidence' }

export default async function EvidenceIndex() {
  await requirePermission('evidence.read')
  return <EvidenceList initial={await readEvidenceList()} />
}
