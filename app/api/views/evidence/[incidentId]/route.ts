import { viewResponse } from '@/lib/auth/view-response'
import { readEvidence } from '@/lib/queries/evidence'

export const dynamic = 'force-dynamic'

export async function GET(_: Request, { params }: { params: Promise<{ incidentId: string }> }): Promise<Response> {
  const { incidentId } = await params
  return viewResponse('evidence.read', ({ roles }) => readEvidence(incidentId, roles))
}
