import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { refusalCodes } from '@/lib/domain/errors'
import { pressHeader } from '@/lib/domain/view/answer'
import { postAbort } from './post-abort'

let server: Server | null = null

/** A console that answers so, and the page's own address before each path. */
async function answering(listener: RequestListener): Promise<void> {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const { port } = started.address() as AddressInfo
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init))
}

const says = (status: number, body: string) =>
  answering((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body))

afterEach(() => {
  vi.unstubAllGlobals()
  server?.closeAllConnections()
  server?.close()
})

describe('a stop that was asked for', () => {
  it('is recorded once the journal has given it a number', async () => {
    await says(200, JSON.stringify({ sequence: 41, recordedAt: 'then', incidentId: 'i-1' }))
    expect(await postAbort({})).toEqual({ kind: 'recorded', sequence: 41, recordedAt: 'then', incidentId: 'i-1' })
  })

  it.each(refusalCodes)('is not recorded where a rule (%s) refused it', async (code) => {
    await says(409, JSON.stringify({ code, message: 'why' }))
    expect(await postAbort({})).toMatchObject({ kind: 'refused', code, message: 'why' })
  })

  it.each([
    ['the page of a proxy', 502, '<html>Bad Gateway</html>'],
    ['the words of somebody else', 500, JSON.stringify({ code: 'EPIPE', message: 'upstream' })],
    ['a console that did not reach its journal', 503, JSON.stringify({ code: 'unavailable', message: 'not known' })],
    ['nothing at all', 504, ''],
    ['a success without a number', 200, JSON.stringify({ ok: true })],
    ['a success that is no JSON', 200, '<html></html>'],
  ])('is not known to be recorded after %s', async (_, status, body) => {
    await says(status, body)
    expect(await postAbort({})).toEqual({ kind: 'unanswered', press: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('can be asked about by what went with it, which is another one each time', async () => {
    const sent: unknown[] = []
    await answering((request, response) => {
      sent.push(request.headers[pressHeader])
      response.writeHead(503).end()
    })
    const states = [await postAbort({}), await postAbort({})]
    expect(states.map((state) => (state.kind === 'unanswered' ? state.press : null))).toEqual(sent)
    expect(new Set(sent).size).toBe(2)
  })

  it.each([200, 409])('is not known to be recorded where the body of a %i breaks off', async (status) => {
    await answering((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"code":"not-now"', () => response.destroy())
    })
    expect(await postAbort({})).toEqual({ kind: 'unanswered', press: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })
})
