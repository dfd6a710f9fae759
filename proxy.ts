import { NextResponse, type NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { hostRefusal } from '@/lib/http/own-address'
import { createSeldom } from '@/lib/http/seldom'
import { createLog } from '@/lib/log'

const log = createLog('http')
const seldom = createSeldom(60_000)

export function proxy(request: NextRequest): NextResponse {
  return enter(request, env().publicOrigins)
}

/**
 * Answers only for the console's own addresses, and adds what needs a fresh value per request: the policy's nonce, and
 * the path for the way back from sign-in. Who may do what it does not decide: every page and route asks for itself.
 */
export function enter(request: NextRequest, origins: readonly string[]): NextResponse {
  const host = request.headers.get('host')
  const refusal = hostRefusal(host, request.nextUrl.pathname, origins)
  if (refusal !== null) {
    seldom(host ?? '', () => log.warn({ host }, refusal))
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    return new NextResponse(refusal, { status: 403, headers })
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-breakwater-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'no-store')
  return response
}

function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    // React's development build evaluates; the real one never does.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Widths of bars and places of marks are style attributes; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = { matcher: ['/((?!_next/static|favicon.ico|icon.svg).*)'] }
