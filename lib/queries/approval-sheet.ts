import { database } from '@/lib/db/client'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import { buildApprovalView } from '@/lib/domain/view/approval/approval-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { loadIncident } from './load-incident'

export async function readApprovalSheet(requestId: string, viewer: Viewer): Promise<ApprovalView | null> {
  const incidentId = await incidentOfRequest(requestId)
  const loaded = incidentId === null ? null : await loadIncident(incidentId)
  return loaded === null ? null : buildApprovalView(loaded, requestId, viewer)
}

export async function incidentOfRequest(requestId: string): Promise<string | null> {
  const row = await database().approvalRequest.findUnique({ where: { id: requestId }, select: { incidentId: true } })
  return row?.incidentId ?? null
}
