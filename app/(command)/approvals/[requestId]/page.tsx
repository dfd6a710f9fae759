import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ApprovalScreen } from '@/components/approval/approval-screen'
import { LiveProvider } from '@/components/live/live-provider'
import { TellAsks } from '@/components/telling/tell-asks'
import { requirePermission } from '@/lib/auth/require-permission'
import { incidentOfRequest, readApprovalSheet } from '@/lib/queries/approval-sheet'
import { readLiveStart } from '@/lib/queries/session'
import { orUnreadable } from '@/lib/queries/unreadable-incident'
import { Verbs } from '../../../verbs'

export const metadata: Metadata = { title: 'Approval' }

interface Props {
  params: Promise<{ requestId: string }>
}

export default async function ApprovalPage({ params }: Props) {
  const { personId, name, roles } = await requirePermission('incident.read')
  const { requestId } = await params
  const start = await readLiveStart()
  const viewer = { person: personId, name, roles }
  const incidentId = await incidentOfRequest(requestId)
  if (incidentId === null) notFound()
  const read = await orUnreadable(readApprovalSheet(requestId, viewer), incidentId, viewer)
  if (read === null) notFound()
  if (!('view' in read)) redirect(`/incidents/${incidentId}`)
  return (
    <LiveProvider {...start}>
      <TellAsks />
      <Verbs person={personId}>
        <ApprovalScreen id={requestId} initial={read.view} />
      </Verbs>
    </LiveProvider>
  )
}
