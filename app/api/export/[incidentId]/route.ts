import { asker } from '@/lib/auth/asker'
import { authoriseRequest } from '@/lib/auth/authorise-request'
import { DomainError } from '@/lib/domain/errors'
import { isZone } from '@/lib/domain/view/format/zoned-time'
import { exportHeaders } from '@/lib/export/export-headers'
import { openExport } from '@/lib/export/open-export'
import { requireOwnNavigation } from '@/lib/http/own-navigation'
import { errorResponse } from '@/lib/http/refusal-response'
import { exportEvidence } from '@/lib/services/export-evidence'

export const dynamic = 'force-dynamic'

/** GET /api/export/ID?format=json|csv|report|pdf, &zone=Europe/Budapest for a report: recorded first, then streamed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ incidentId: string }> },
): Promise<Response> {
  const { person, refused } = await authoriseRequest('evidence.export')
  if (refused !== null) return refused
  try {
    requireOwnNavigation(request.headers)
    const { incidentId } = await params
    const asked = new URL(request.url).searchParams
    const timeZone = asked.get('zone') ?? 'UTC'
    if (!isZone(timeZone)) throw new DomainError({ code: 'bad-input', message: 'There is no such time zone.' })
    const who = asker(person)
    const recorded = await exportEvidence(who, { incidentId, format: asked.get('format') ?? 'json' })
    const body = await openExport(who.database, recorded.format, recorded, timeZone)
    return new Response(body, { headers: exportHeaders(recorded.format, recorded) })
  } catch (error) {
    return errorResponse(error)
  }
}

/** Else the framework runs GET for it, and the journal says that somebody has what nobody was given. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
