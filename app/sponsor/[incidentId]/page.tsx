import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NotUnderstood } from '@/components/sponsor/not-understood'
import { SponsorPage } from '@/components/sponsor/sponsor-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { readShell } from '@/lib/queries/session'
import { readSponsorPage } from '@/lib/queries/sponsor-page'
import { orUnreadable } from '@/lib/queries/unreadable-incident'

export const metadata: Metadata = { title: 'For the sponsor' }

interface Props {
  params: Promise<{ incidentId: string }>
}

export default async function SponsorIncident({ params }: Props) {
  const { personId, name, title, roles } = await requirePermission('sponsor.read')
  const { incidentId } = await params
  const viewer = { person: personId, name, roles }
  const [read, open] = await Promise.all([
    orUnreadable(readSponsorPage(incidentId), incidentId, viewer),
    readShell(viewer),
  ])
  if (read === null) notFound()
  if (!('view' in read)) return <NotUnderstood {...read.unreadable} />
  return <SponsorPage id={incidentId} initial={read.view} open={open} reader={{ name, title }} />
}
