import { viewResponse } from '@/lib/auth/view-response'
import { readPosture } from '@/lib/queries/posture'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return viewResponse('posture.read', () => readPosture())
}
