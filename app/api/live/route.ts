import { authoriseRequest } from '@/lib/auth/authorise-request'
import { liveBeat } from '@/lib/live/live-beat'

export const dynamic = 'force-dynamic'

/** What the stream's beat says, for pages that the stream does not reach. 401 says that nobody is signed in. */
export async function GET(): Promise<Response> {
  const beat = await liveBeat()
  if (beat.journal === 'readable') {
    const { refused } = await authoriseRequest('posture.read')
    if (refused !== null) return refused
  }
  return Response.json(beat, { headers: { 'cache-control': 'no-store' } })
}
