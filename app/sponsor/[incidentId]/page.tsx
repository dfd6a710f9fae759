import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SponsorPage } from '@/components/sponsor/sponsor-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { readSponsorPage } from '@/lib/queries/sponsor-page'

export const metadata: Metadata = { title: 'For the sponsor' }

interface Props {
  params: Promise<{ incidentId: string }>
}

export default async function SponsorIncident({ params }: Props) {
  const { name, title } = await requirePermission('sponsor.read')
  const { incidentId } = await params
  const view = await readSponsorPage(incidentId)
  if (view === null) notFound()
  return <SponsorPage id={incidentId} initial={view} reader={{ name, title }} />
}
