import { viewResponse } from '@/lib/auth/view-response'
import { readShell } from '@/lib/queries/session'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return viewResponse('posture.read', ({ personId, name, roles }) => readShell({ person: personId, name, roles }))
}
