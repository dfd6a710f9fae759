import { viewResponse } from '@/lib/auth/view-response'
import { readDeclare } from '@/lib/queries/declare'

export const dynamic = 'force-dynamic'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return viewResponse('incident.read', ({ personId, name, roles }) =>
    readDeclare(id, { person: personId, name, roles }),
  )
}
