import { viewTextResponse } from '@/lib/auth/view-response'
import { readConsoleText } from '@/lib/queries/command-console'

export const dynamic = 'force-dynamic'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return viewTextResponse('incident.read', ({ personId, name, roles }) =>
    readConsoleText(id, { person: personId, name, roles }),
  )
}
