import { viewResponse } from '@/lib/auth/view-response'
import { readIncidentList } from '@/lib/queries/incident-list'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return viewResponse('incident.read', (person) => readIncidentList(person.roles))
}
