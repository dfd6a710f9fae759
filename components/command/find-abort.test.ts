import { afterEach, expect, it, vi } from 'vitest'
import { findAbort } from './find-abort'

afterEach(() => void vi.unstubAllGlobals())

const answers = (response: () => Response | Promise<Response>) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (path: string) => (asked.push(path), Promise.resolve().then(response)))
  return asked
}
const then = '2026-11-19T03:00:00.000Z'

it.each([
  ['recorded with its number', { sequence: 41, recordedAt: then }, { kind: 'recorded', sequence: 41 }],
  ['on record without an entry', { sequence: null, recordedAt: then }, { kind: 'registered', recordedAt: then }],
  ['not recorded', null, { kind: 'refused', code: 'not-recorded' }],
])('a stop without an answer is found %s', async (_, stop, state) => {
  const asked = answers(() => Response.json({ stop }))
  expect(await findAbort('INC-2', 'ab')).toMatchObject(state)
  expect(asked).toEqual(['/api/abort?incident=INC-2&press=ab'])
})

it.each([
  ['the server does not reach its journal', () => Response.json({ code: 'unavailable' }, { status: 503 })],
  ['a server of before answers', () => new Response('', { status: 405 })],
  ['somebody else answers', () => new Response('<html></html>')],
  ['an answer says nothing of it', () => Response.json({})],
  ['nobody answers', () => Promise.reject(new TypeError('failed to fetch'))],
])('it stays not known while %s', async (_, response) => {
  answers(response)
  expect(await findAbort('INC-2', 'ab')).toBeNull()
})
