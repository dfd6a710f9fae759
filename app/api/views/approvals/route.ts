import { viewResponse } from '@/lib/auth/view-response'
import { readWaitingApprovals } from '@/lib/queries/waiting-approvals'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  return viewResponse('incident.read', ({ personId, name, roles }) =>
    readWaitingApprovals({ person: personId, name, roles }),
  )
}
