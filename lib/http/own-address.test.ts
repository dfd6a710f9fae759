import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { hostRefusal, isLoopbackHost } from './own-address'

process.env['LOG_LEVEL'] = 'silent'
const { enter } = await import('@/proxy')

const public_ = ['https://dr.example', 'https://10.0.0.7:8443']
const lab = ['http://localhost:3000']

describe('the host a request came for', () => {
  it.each<[string, string, readonly string[]]>([
    ['dr.example', '/posture', public_],
    ['DR.example', '/posture', public_],
    ['dr.example:443', '/posture', public_],
    ['10.0.0.7:8443', '/posture', public_],
    ['127.0.0.1:3000', '/posture', lab],
    ['[::1]:3000', '/posture', lab],
    ['localhost:4000', '/posture', []],
    // A probe on the machine, and a sender that has a token.
    ['127.0.0.1:3000', '/api/health', public_],
    ['localhost:3000', '/api/health', public_],
    ['breakwater.monitoring.svc:3000', '/api/alerts/plan/production', public_],
  ])('%s for %s is answered', (host, path, origins) => {
    expect(hostRefusal(host, path, origins)).toBeNull()
  })

  it.each<[string | null, string, readonly string[]]>([
    ['evil.example', '/posture', public_],
    ['evil.example', '/api/health', public_],
    ['evil.example:3000', '/sign-in', lab],
    ['evil.example:3000', '/sign-in', []],
    ['localhost:3001', '/sign-in', lab],
    ['localhost.evil.example:3000', '/sign-in', lab],
    ['127.0.0.1:3000', '/posture', public_],
    ['10.0.0.7', '/posture', public_],
    ['dr.example:80', '/posture', public_],
    ['user@dr.example', '/posture', public_],
    ['dr.example/x', '/posture', public_],
    ['dr.example?', '/posture', public_],
    ['dr.example, evil.example', '/posture', public_],
    ['', '/posture', public_],
    [null, '/posture', public_],
  ])('%s for %s is refused', (host, path, origins) => {
    expect(hostRefusal(host, path, origins)).toContain('This request came for')
  })
})

it.each<[string | null, boolean]>([
  ['localhost:3000', true],
  ['127.0.0.1', true],
  ['[::1]:3000', true],
  ['dr.example', false],
  ['localhost.evil.example', false],
  ['127.0.0.1@evil.example', false],
  [null, false],
])('%s is typed on this machine: %s', (host, here) => {
  expect(isLoopbackHost(host)).toBe(here)
})

describe('every request', () => {
  const ask = (host: string, path = '/sign-in', headers: Record<string, string> = {}) =>
    enter(new NextRequest(`http://127.0.0.1:3000${path}`, { headers: { host, ...headers } }), public_)

  it('goes on with the policy of its answer when it came for this console', () => {
    const response = ask('dr.example')
    expect(response.headers.get('x-middleware-next')).toBe('1')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('is refused with both hosts when a proxy put its own in place', async () => {
    const response = ask('127.0.0.1:3000')
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toMatch(/came for 127\.0\.0\.1:3000.*configured for https:\/\/dr\.example/)
  })

  it('is not let in by what it says it was forwarded from', () => {
    const forged = { 'x-forwarded-host': 'dr.example', forwarded: 'host=dr.example' }
    expect(ask('evil.example', '/api/views/posture', forged).status).toBe(403)
  })
})
