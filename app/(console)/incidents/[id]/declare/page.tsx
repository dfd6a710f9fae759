import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DeclareScreen } from '@/components/incident/declare-screen'
import { requirePermission } from '@/lib/auth/require-permission'
import { readDeclare } from '@/lib/queries/declare'
import { orUnreadable } from '@/lib/queries/unreadable-incident'

export const metadata: Metadata = { title: 'Declare' }

interface Props {
  params: Promise<{ id: string }>
}

export default async function Declare({ params }: Props) {
  const { personId, name, roles } = await requirePermission('incident.read')
  const { id } = await params
  const viewer = { person: personId, name, roles }
  const read = await orUnreadable(readDeclare(id, viewer), id, viewer)
  if (read === null) notFound()
  if (!('view' in read)) redirect(`/incidents/${id}`)
  return <DeclareScreen id={id} initial={read.view} />
}
