import type { NextRequest } from 'next/server'
import { authoriseRequest } from '@/lib/auth/authorise-request'
import { sessionTokenOfRequest } from '@/lib/auth/current-person'
import { watchSession } from '@/lib/auth/watch-session'
import { openLiveStream } from '@/lib/live/open-live-stream'
import { positionAskedFor } from '@/lib/live/may-hear'
import { takeStreamPlace } from '@/lib/live/stream-places'

export const dynamic = 'force-dynamic'

export async function GET(request: NextRequest): Promise<Response> {
  const { person, refused } = await authoriseRequest('posture.read')
  const token = await sessionTokenOfRequest()
  if (refused !== null || token === null) return refused ?? new Response(null, { status: 401 })
  const query = request.nextUrl.searchParams
  const stream = await openLiveStream({
    // A page kept in the background only listens: it does not say that somebody is here.
    viewer: query.has('background')
      ? null
      : { accountId: person.accountId, personId: person.personId, incidentId: incidentOf(query.get('incident')) },
    roles: person.roles,
    after: positionAskedFor(request.headers.get('last-event-id'), query.get('after')),
    watch: (changed) => {
      const stops = [
        watchSession(token, person, changed),
        takeStreamPlace(person.sessionId, () => changed('elsewhere')),
      ]
      return () => stops.forEach((stop) => stop())
    },
    signal: request.signal,
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform also keeps compression, which would hold messages back, away.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** Which incident the page shows; kept beside the person's presence, so only what looks like an id. */
function incidentOf(text: string | null): string | null {
  return text !== null && /^[\w-]{1,80}$/.test(text) ? text : null
}
