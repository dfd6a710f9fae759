import { viewResponse } from '@/lib/auth/view-response'
import { readEvidenceList } from '@/lib/queries/evidence-list'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return viewResponse('evidence.read', () => readEvidenceList())
}
