import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { localServer, refusingUrl, type Answer, type LocalServer } from '../check/local-server'
import { sendRequest, type OutgoingRequest } from './send-request'
import { timeLimit } from './time-limit'

let server: LocalServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function serve(answer: Answer): Promise<URL> {
  server = await localServer(() => answer)
  return new URL(server.url)
}

function outgoing(url: URL, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    url,
    method: 'GET',
    headers: {},
    limit: timeLimit(2_000),
    signal: new AbortController().signal,
    maxReplyBytes: 1_000,
    leave: null,
    ...more,
  }
}

describe('a request', () => {
  it('carries method, headers and body, and brings back status, headers and body', async () => {
    const url = await serve({ status: 201, headers: { 'x-request-id': 'r1' }, text: 'done' })
    const reply = await sendRequest(outgoing(url, { method: 'POST', headers: { 'x-a': 'b' }, body: 'ünï' }))
    expect(reply).toMatchObject({ status: 201, body: Buffer.from('done') })
    expect(reply.headers['x-request-id']).toBe('r1')
    expect(server?.seen[0]).toMatchObject({ method: 'POST', body: 'ünï' })
    expect(server?.seen[0]?.headers).toMatchObject({ 'x-a': 'b', 'content-length': '5' })
  })

  it('does not follow a redirect', async () => {
    const trap = await localServer(() => ({ text: 'trap' }))
    const url = await serve({ status: 302, headers: { location: trap.url } })
    expect((await sendRequest(outgoing(url))).status).toBe(302)
    expect(trap.seen).toEqual([])
    await trap.close()
  })

  it('takes no more of a reply than it may', async () => {
    const url = await serve({ text: 'x'.repeat(1_001) })
    await expect(sendRequest(outgoing(url))).rejects.toMatchObject({ code: 'reply-too-large', sent: true })
  })

  it('was not sent where nothing listens or no such name exists', async () => {
    const refusing = new URL(await refusingUrl())
    await expect(sendRequest(outgoing(refusing))).rejects.toMatchObject({ code: 'ECONNREFUSED', sent: false })
    const nameless = outgoing(new URL('http://no-such-host.invalid/'))
    await expect(sendRequest(nameless)).rejects.toMatchObject({ sent: false })
  })

  it('was not sent when no time was left or it was aborted before', async () => {
    const url = await serve({})
    await expect(sendRequest(outgoing(url, { limit: timeLimit(0) }))).rejects.toMatchObject({
      code: 'deadline',
      sent: false,
    })
    await expect(sendRequest(outgoing(url, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'aborted',
      sent: false,
    })
    expect(server?.seen).toEqual([])
  })

  it('takes the end of a time limit for a deadline, not for an abort', async () => {
    const url = await serve('hang')
    const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(150)])
    await expect(sendRequest(outgoing(url, { signal }))).rejects.toMatchObject({ code: 'deadline', sent: true })
  })

  it('may have been sent when the reply is missing', async () => {
    const reset = await serve('reset')
    await expect(sendRequest(outgoing(reset))).rejects.toMatchObject({ code: 'ECONNRESET', sent: true })
    await server?.close()
    const hang = await serve('hang')
    await expect(sendRequest(outgoing(hang, { limit: timeLimit(150) }))).rejects.toMatchObject({
      code: 'deadline',
      sent: true,
    })
  })

  it('may have been sent when the reply breaks off in the middle', async () => {
    const half = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))
    })
    await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve))
    const address = half.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const url = new URL(`http://127.0.0.1:${address.port}`)
    await expect(sendRequest(outgoing(url))).rejects.toMatchObject({ code: 'ECONNRESET', sent: true })
    await new Promise((resolve) => half.close(resolve))
  })

  it('has one deadline for the whole reply, however it drips', async () => {
    const drip = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
    const address = drip.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const started = performance.now()
    const act = sendRequest(outgoing(new URL(`http://127.0.0.1:${address.port}`), { limit: timeLimit(300) }))
    await expect(act).rejects.toMatchObject({ code: 'deadline', sent: true })
    expect(performance.now() - started).toBeLessThan(900)
    await new Promise((resolve) => drip.close(resolve))
  })
})

describe('a request that is stopped or held back', () => {
  it('is not sent where it may not leave, which a request that changes something asks once its connection stands', async () => {
    const url = await serve({})
    const may = () => Promise.reject(new Error('not sent: stopped'))
    await expect(sendRequest(outgoing(url, { method: 'POST', body: 'x', leave: may }))).rejects.toMatchObject({
      code: 'not-sent',
      sent: false,
      message: 'not sent: stopped',
    })
    expect(server?.seen).toEqual([])
    let asked = 0
    const leave = () => Promise.resolve(void (asked += 1))
    await expect(sendRequest(outgoing(new URL(await refusingUrl()), { leave }))).rejects.toMatchObject({ sent: false })
    expect(asked, 'there is no connection').toBe(0)
    expect((await sendRequest(outgoing(url, { method: 'POST', leave }))).status).toBe(200)
    expect(asked).toBe(1)
  })

  it('is not sent when its act is stopped while it asks whether it may leave', async () => {
    const url = await serve({})
    const act = new AbortController()
    const leave = () => Promise.resolve(act.abort())
    await expect(sendRequest(outgoing(url, { method: 'POST', signal: act.signal, leave }))).rejects.toMatchObject({
      code: 'aborted',
      sent: false,
    })
    expect(server?.seen).toEqual([])
  })

  /** Stopped when the server has it, which answers after that. */
  async function stoppedOnItsWay(leave: OutgoingRequest['leave']) {
    const act = new AbortController()
    server = await localServer(async () => {
      act.abort()
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { text: 'done' }
    })
    return sendRequest(outgoing(new URL(server.url), { method: 'POST', signal: act.signal, leave }))
  }

  it('is not cut off by a stop once it has left: its reply is heard', async () => {
    expect((await stoppedOnItsWay(() => Promise.resolve())).body.toString()).toBe('done')
  })

  it('that changes nothing is cut off: nobody waits for its answer', async () => {
    await expect(stoppedOnItsWay(null)).rejects.toMatchObject({ code: 'aborted' })
  })
})
