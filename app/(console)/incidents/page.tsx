import type { Metadata } from 'next'
import { IncidentList } from '@/components/incident/incident-list'
import { requirePermission } from '@/lib/auth/require-permission'
import { readIncidentList } from '@/lib/queries/incident-list'

export const metadata: Metadata = { title: 'Incidents' }

export default async function Incidents() {
  const { personId, name, roles } = await requirePermission('incident.read')
  return <IncidentList initial={await readIncidentList({ person: personId, name, roles })} />
}
