import { DomainError } from '@/lib/domain/errors'
import { errorResponse } from './refusal-response'
import { bodyLimit, requireSameOrigin } from './same-origin'

/** What the console's own pages post. The library would take more, such as words for its log from anybody. */
const taken = new Set(['/api/auth/callback/credentials', '/api/auth/signout'])

/**
 * POST /api/auth/...: signing in and out are state changes like any other, so they must come from this site; and the
 * library reads whatever it is sent, so a length that is unknown or too large is refused before it does.
 */
export async function handleSignIn(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    requireSameOrigin(request.headers)
    if (!taken.has(new URL(request.url).pathname))
      throw new DomainError({ code: 'not-found', message: 'There is no such thing.' })
    const length = request.headers.get('content-length')
    if (length === null || !/^\d{1,9}$/.test(length) || Number(length) > bodyLimit)
      throw new DomainError({ code: 'bad-input', message: 'The request is too large.' })
  } catch (error) {
    return errorResponse(error)
  }
  return work()
}
