import { DomainError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'

const log = createLog('http')

/**
 * A state-changing request must say where it comes from, and that must be this site: an absent, foreign or `null`
 * Origin is refused. Cookies alone prove only which browser asks, not which page. A page and a host that agree are not
 * enough: a foreign name that is made to lead to this machine agrees with itself.
 */
export function requireSameOrigin(headers: Pick<Headers, 'get'>, publicUrl = env().publicUrl): void {
  const origin = headers.get('origin')
  const host = headers.get('host')
  const parsed = origin === null || !URL.canParse(origin) ? null : new URL(origin)
  if (parsed !== null && host !== null && parsed.host === host && isConfigured(parsed, publicUrl)) return
  const message = foreign(parsed?.host ?? null, host, publicUrl)
  log.warn({ origin, host }, message)
  throw new DomainError({ code: 'forbidden', message })
}

/** This machine may be typed by any of its own names; no page of elsewhere can have one. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

function isConfigured(from: URL, publicUrl: string | null): boolean {
  if (publicUrl === null) return true
  const configured = new URL(publicUrl)
  if (from.host === configured.host) return true
  return from.port === configured.port && loopback.has(from.hostname) && loopback.has(configured.hostname)
}

/**
 * Most often no attack but a proxy that puts its own host in place of the one people type: so which came and which is
 * configured is said, to whoever set it up.
 */
function foreign(from: string | null, host: string | null, publicUrl: string | null): string {
  const refused = 'This request did not come from the console itself.'
  if (from === null || host === null) return refused
  const configured = publicUrl === null ? null : new URL(publicUrl).host
  if (from === host)
    return `${refused} The page is at ${from}, the console is configured for ${configured}: open it there, or set NEXTAUTH_URL to the address people type.`
  const facts = `The page is at ${from}, the request came for ${host}`
  if (from === configured)
    return `${refused} ${facts}: a proxy in between replaced the Host header. It must pass on ${from}.`
  return `${refused} ${facts}${configured === null ? '' : `, the console is configured for ${configured}`}.`
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
