import type { Permission } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import { createLog } from '@/lib/log'
import { authoriseRequest } from './authorise-request'
import type { CurrentPerson } from './current-person'

const headers = { 'cache-control': 'no-store' }

/** GET of a view: asked by somebody who may, answered fresh. A view of null is not found. */
export function viewResponse<View>(
  permission: Permission,
  load: (person: CurrentPerson) => Promise<View | null>,
): Promise<Response> {
  return viewTextResponse(permission, async (person) => {
    const view = await load(person)
    return view === null ? null : JSON.stringify(view)
  })
}

/** The same of a view whose most is written once for everybody: as JSON text. */
export async function viewTextResponse(
  permission: Permission,
  load: (person: CurrentPerson) => Promise<string | null>,
): Promise<Response> {
  const { person, refused } = await authoriseRequest(permission)
  if (refused !== null) return refused
  try {
    const text = await load(person)
    if (text !== null) return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
    return Response.json({ code: 'not-found', message: 'There is no such thing.' }, { status: 404, headers })
  } catch (err) {
    if (err instanceof DomainError) return Response.json(err.refusal, { status: 409, headers })
    createLog('view').error({ err }, 'a view could not be read')
    return Response.json({ code: 'unavailable', message: 'The database does not answer.' }, { status: 503, headers })
  }
}
