import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { NetworkError } from './network-error'
import { stopCode } from './stop-code'
import type { TimeLimit } from './time-limit'

export interface OutgoingRequest {
  url: URL
  method: string
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array
  limit: TimeLimit
  signal: AbortSignal
  maxReplyBytes: number
  /** PEM; replaces the built-in authorities for this request. */
  certificateAuthority?: string
  /**
   * Of a request that changes something: asked once the connection stands, as the last thing before the first byte.
   * Once it has let the request go, only the deadline ends it: a reply that is on its way is worth more than haste.
   */
  leave: (() => Promise<void>) | null
}

export interface IncomingReply {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/**
 * The one way out. A fresh connection for each request, so that whether it was sent is known exactly and no stale
 * socket casts doubt; no redirects, no proxies, nothing from the process environment. Throws NetworkError only.
 */
export function sendRequest(outgoing: OutgoingRequest): Promise<IncomingReply> {
  return new Promise((resolve, reject) => {
    let sent = false
    let settled = false
    const { url, signal } = outgoing
    const secure = url.protocol === 'https:'
    const milliseconds = outgoing.limit.remaining()
    if (signal.aborted) return reject(new NetworkError(stopCode(signal), false, 'stopped before it was sent'))
    if (milliseconds <= 0) return reject(new NetworkError('deadline', false, 'no time was left to send it'))

    const options: RequestOptions & { ca?: string } = {
      method: outgoing.method,
      headers: { ...outgoing.headers, ...contentLength(outgoing.body) },
      agent: false,
      ...(outgoing.certificateAuthority === undefined ? {} : { ca: outgoing.certificateAuthority }),
    }
    const request: ClientRequest = secure ? httpsRequest(url, options) : httpRequest(url, options)

    const finish = (act: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      act()
    }
    const fail = (code: string, message: string) =>
      finish(() => {
        request.destroy()
        reject(new NetworkError(code, sent, message))
      })
    const { leave } = outgoing
    const onAbort = () => {
      if (sent && leave !== null && stopCode(signal) === 'aborted') return
      fail(stopCode(signal), sent ? 'stopped while waiting for the reply' : 'stopped before it was sent')
    }
    const timer = setTimeout(
      () => fail('deadline', `no ${sent ? 'reply' : 'connection'} within ${milliseconds} ms`),
      milliseconds,
    )
    signal.addEventListener('abort', onAbort, { once: true })

    request.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        const go = () => {
          if (settled) return
          sent = true
          request.end(outgoing.body)
        }
        if (leave === null) return go()
        leave().then(go, (error: unknown) => fail('not-sent', error instanceof Error ? error.message : 'not sent'))
      })
    })
    request.on('error', (error) => fail(codeOf(error), `${wordsFor(codeOf(error))} (${url.host})`))
    request.on('response', (response) => {
      sent = true
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > outgoing.maxReplyBytes) fail('reply-too-large', `a reply over ${outgoing.maxReplyBytes} bytes`)
        else chunks.push(chunk)
      })
      response.on('error', (error) => fail(codeOf(error), `the reply broke off (${url.host})`))
      response.on('aborted', () => fail('ECONNRESET', `the reply broke off (${url.host})`))
      response.on('end', () =>
        finish(() =>
          resolve({ status: response.statusCode ?? 0, headers: plain(response.headers), body: Buffer.concat(chunks) }),
        ),
      )
    })
  })
}

function contentLength(body: string | Uint8Array | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

function plain(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network'
}

function wordsFor(code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name does not resolve'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'connection reset'
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no route'
    case 'ETIMEDOUT':
      return 'no connection in time'
    default:
      return `network error ${code}`
  }
}
