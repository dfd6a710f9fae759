import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EvidenceScreen } from '@/components/evidence/evidence-screen'
import { requirePermission } from '@/lib/auth/require-permission'
import { readEvidence } from '@/lib/queries/evidence'

export const metadata: Metadata = { title: 'Evidence' }

interface Props {
  params: Promise<{ incidentId: string }>
}

export default async function Evidence({ params }: Props) {
  const { roles } = await requirePermission('evidence.read')
  const { incidentId } = await params
  const view = await readEvidence(incidentId, roles)
  if (view === null) notFound()
  return <EvidenceScreen id={incidentId} initial={view} />
}
