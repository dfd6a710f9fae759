import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoPlan } from '@/components/sponsor/no-plan'
import { SponsorPage } from '@/components/sponsor/sponsor-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { incidentForSponsor, readCalmPage } from '@/lib/queries/sponsor-page'

export const metadata: Metadata = { title: 'For the sponsor' }

export default async function Sponsor() {
  const { name, title } = await requirePermission('sponsor.read')
  const incident = await incidentForSponsor()
  if (incident !== null) redirect(`/sponsor/${incident}`)
  const view = await readCalmPage()
  return view === null ? <NoPlan /> : <SponsorPage id="none" initial={view} reader={{ name, title }} />
}
