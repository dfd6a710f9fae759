import { viewResponse } from '@/lib/auth/view-response'
import { readEvidence } from '@/lib/queries/evidence'

export const dynamic = 'force-dynamic'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ incidentId: string }> },
): Promise<Response> {
  const { incidentId } = await params
  const asked = new URL(request.url).searchParams.get('page')
  const page = asked !== null && /^\d{1,9}$/.test(asked) ? Number(asked) : null
  return viewResponse('evidence.read', ({ roles }) => readEvidence(incidentId, roles, page))
}
