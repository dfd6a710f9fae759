import { DomainError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { addressOf, isOwnAddress } from './own-address'
import { createSeldom } from './seldom'

const log = createLog('http')
const seldom = createSeldom(60_000)

/**
 * A state-changing request must say where it comes from, and that must be this site: an absent, foreign or `null`
 * Origin is refused, and so is this site's name under another scheme or port. Cookies alone prove only which browser
 * asks, not which page. A page and a host that agree are not enough: a foreign name that is made to lead to this
 * machine agrees with itself.
 */
export function requireSameOrigin(
  headers: Pick<Headers, 'get'>,
  origins: readonly string[] = env().publicOrigins,
): void {
  const origin = headers.get('origin')
  const host = headers.get('host')
  const page = origin === null || !URL.canParse(origin) ? null : new URL(origin)
  const asked = page === null ? null : addressOf(host, page.protocol)
  if (page !== null && page.origin === asked?.origin && isOwnAddress(page, origins)) return
  const message = foreign(page, asked, origins)
  seldom(`${origin} ${host}`, () => log.warn({ origin, host }, message))
  throw new DomainError({ code: 'forbidden', message })
}

/**
 * Most often no attack but a proxy that puts its own host in place of the one people type: so which came and which is
 * configured is said, to whoever set it up.
 */
function foreign(page: URL | null, asked: URL | null, origins: readonly string[]): string {
  const refused = 'This request did not come from the console itself.'
  if (page === null || asked === null) return refused
  const configured = origins.length === 0 ? 'no address' : origins.join(', ')
  if (page.host === asked.host)
    return `${refused} The page is at ${page.origin}, the console is configured for ${configured}: open it there, or set NEXTAUTH_URL to the address people type.`
  const facts = `The page is at ${page.origin}, the request came for ${asked.host}`
  if (isOwnAddress(page, origins))
    return `${refused} ${facts}: a proxy in between replaced the Host header. It must pass on ${page.host}.`
  return `${refused} ${facts}, the console is configured for ${configured}.`
}

/** Bytes of a request's body at most. */
export const bodyLimit = 64 * 1024

/** A JSON object of at most 64 kB, or of `limit` bytes. */
export async function readJson(request: Request, limit = bodyLimit): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw bad('Send JSON.')
  const text = await readText(request, limit)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    throw bad('The request is not valid JSON.')
  }
  throw bad('Send a JSON object.')
}

/** Reads no further than the limit, whatever the length the sender claims. */
async function readText(request: Request, limit: number): Promise<string> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; reader !== undefined;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      throw bad(`The text is longer than ${Math.round(limit / 1024)} kB, more than is kept. Shorten it.`)
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function bad(message: string): DomainError {
  return new DomainError({ code: 'bad-input', message })
}
