import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoPlan } from '@/components/sponsor/no-plan'
import { SponsorPage } from '@/components/sponsor/sponsor-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { readShell } from '@/lib/queries/session'
import { incidentForSponsor, readCalmPage } from '@/lib/queries/sponsor-page'

export const metadata: Metadata = { title: 'For the sponsor' }

export default async function Sponsor() {
  const { personId, name, title, roles } = await requirePermission('sponsor.read')
  const incident = await incidentForSponsor()
  if (incident !== null) redirect(`/sponsor/${incident}`)
  const [view, open] = await Promise.all([readCalmPage(), readShell({ person: personId, name, roles })])
  return view === null ? <NoPlan /> : <SponsorPage id="none" initial={view} open={open} reader={{ name, title }} />
}
