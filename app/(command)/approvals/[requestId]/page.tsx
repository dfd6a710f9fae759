import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ApprovalScreen } from '@/components/approval/approval-screen'
import { LiveProvider } from '@/components/live/live-provider'
import { TellAsks } from '@/components/telling/tell-asks'
import { requirePermission } from '@/lib/auth/require-permission'
import { readApprovalSheet } from '@/lib/queries/approval-sheet'
import { readLiveStart } from '@/lib/queries/session'
import { Verbs } from '../../../verbs'

export const metadata: Metadata = { title: 'Approval' }

interface Props {
  params: Promise<{ requestId: string }>
}

export default async function ApprovalPage({ params }: Props) {
  const { personId, name, roles } = await requirePermission('incident.read')
  const { requestId } = await params
  const start = await readLiveStart()
  const view = await readApprovalSheet(requestId, { person: personId, name, roles })
  if (view === null) notFound()
  return (
    <LiveProvider {...start}>
      <TellAsks />
      <Verbs person={personId}>
        <ApprovalScreen id={requestId} initial={view} />
      </Verbs>
    </LiveProvider>
  )
}
