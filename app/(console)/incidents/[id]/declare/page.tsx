import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeclareScreen } from '@/components/incident/declare-screen'
import { requirePermission } from '@/lib/auth/require-permission'
import { readDeclare } from '@/lib/queries/declare'

export const metadata: Metadata = { title: 'Declare' }

interface Props {
  params: Promise<{ id: string }>
}

export default async function Declare({ params }: Props) {
  const { personId, name, roles } = await requirePermission('incident.read')
  const { id } = await params
  const view = await readDeclare(id, { person: personId, name, roles })
  if (view === null) notFound()
  return <DeclareScreen id={id} initial={view} />
}
