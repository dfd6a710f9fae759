import { viewResponse } from '@/lib/auth/view-response'
import { readEvidenceEntry } from '@/lib/queries/evidence'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ incidentId: string; sequence: string }>
}

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { incidentId, sequence } = await params
  return viewResponse('evidence.read', () => readEvidenceEntry(incidentId, Number(sequence)))
}
