import type { Metadata } from 'next'
import { ProposeForm } from '@/components/incident/propose-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { readProposeChoices } from '@/lib/queries/incident-list'

export const metadata: Metadata = { title: 'Declare incident' }

export default async function NewIncident() {
  await requirePermission('incident.propose')
  return <ProposeForm choices={await readProposeChoices()} />
}
