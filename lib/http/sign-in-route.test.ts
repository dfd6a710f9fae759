import { describe, expect, it } from 'vitest'
import { handleSignIn } from './sign-in-route'

const url = 'http://localhost:3000/api/auth/callback/credentials'
const own = { origin: 'http://localhost:3000', host: 'localhost:3000', 'content-length': '80' }
const answer = async (headers: Record<string, string>, to = url) => {
  const request = new Request(to, { method: 'POST', headers })
  return (await handleSignIn(request, () => Promise.resolve(new Response(null, { status: 204 })))).status
}

describe('signing in and out', () => {
  it('goes on from a page of the console', async () => {
    expect(await answer(own)).toBe(204)
  })

  it.each(['_log', 'session', 'signin/credentials', 'callback/another'])('takes nothing else: %s', async (path) => {
    expect(await answer(own, `http://localhost:3000/api/auth/${path}`)).toBe(404)
    expect(await answer(own, 'http://localhost:3000/api/auth/signout')).toBe(204)
  })

  it.each<[string, Record<string, string>, number]>([
    ['no Origin', { host: own.host, 'content-length': '80' }, 403],
    ['the origin null', { ...own, origin: 'null' }, 403],
    ['another site', { ...own, origin: 'https://evil.example' }, 403],
    ['another port of this machine, which shares its cookies', { ...own, origin: 'http://localhost:3001' }, 403],
    ['more than anybody types', { ...own, 'content-length': '65537' }, 400],
    ['no length', { origin: own.origin, host: own.host }, 400],
  ])('is refused with %s', async (_, headers, status) => {
    expect(await answer(headers)).toBe(status)
  })
})
