import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SponsorPage } from '@/components/sponsor/sponsor-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { readShell } from '@/lib/queries/session'
import { readSponsorPage } from '@/lib/queries/sponsor-page'

export const metadata: Metadata = { title: 'For the sponsor' }

interface Props {
  params: Promise<{ incidentId: string }>
}

export default async function SponsorIncident({ params }: Props) {
  const { personId, name, title, roles } = await requirePermission('sponsor.read')
  const { incidentId } = await params
  const [view, open] = await Promise.all([readSponsorPage(incidentId), readShell({ person: personId, name, roles })])
  if (view === null) notFound()
  return <SponsorPage id={incidentId} initial={view} open={open} reader={{ name, title }} />
}
