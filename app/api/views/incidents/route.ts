import { viewResponse } from '@/lib/auth/view-response'
import { readIncidentList } from '@/lib/queries/incident-list'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return viewResponse('incident.read', ({ personId, name, roles }) =>
    readIncidentList({ person: personId, name, roles }),
  )
}
