import type { Metadata } from 'next'
import { ApprovalQueue } from '@/components/approval/approval-queue'
import { requirePermission } from '@/lib/auth/require-permission'
import { readWaitingApprovals } from '@/lib/queries/waiting-approvals'

export const metadata: Metadata = { title: 'Approvals' }

export default async function ApprovalsPage() {
  const { personId, name, roles } = await requirePermission('incident.read')
  return <ApprovalQueue initial={await readWaitingApprovals({ person: personId, name, roles })} />
}
