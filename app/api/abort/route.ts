import { authoriseRequest } from '@/lib/auth/authorise-request'
import { handleAbort } from '@/lib/http/abort-route'
import { recordedStop } from '@/lib/queries/recorded-stop'

export const dynamic = 'force-dynamic'

export async function POST(request: Request): Promise<Response> {
  return handleAbort(request)
}

/** `?incident=ID&press=ID`: whether a stop that this person had no answer to is on record; `{ stop: null }` says no. */
export async function GET(request: Request): Promise<Response> {
  const { person, refused } = await authoriseRequest('incident.read')
  if (refused !== null) return refused
  const asked = new URL(request.url).searchParams
  const stop = await recordedStop({
    incidentId: asked.get('incident') ?? '',
    press: asked.get('press') ?? '',
    person: person.personId,
  })
  return Response.json({ stop }, { headers: { 'cache-control': 'no-store' } })
}
