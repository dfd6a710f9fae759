import { database } from '@/lib/db/client'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import { buildApprovalView } from '@/lib/domain/view/approval/approval-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

export async function readApprovalSheet(requestId: string, viewer: Viewer): Promise<ApprovalView | null> {
  const row = await database().approvalRequest.findUnique({ where: { id: requestId }, select: { incidentId: true } })
  const loaded = row === null ? null : await loadIncident(row.incidentId)
  return loaded === null ? null : buildApprovalView(loaded, requestId, viewer)
}
