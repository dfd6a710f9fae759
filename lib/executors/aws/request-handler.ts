import { sendRequest } from '../transport/send-request'
import type { TimeLimit } from '../transport/time-limit'

/** The part of the SDK's request that goes on the wire. */
interface SdkRequest {
  protocol: string
  hostname: string
  port?: number
  method: string
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: unknown
}

interface SdkResponse {
  response: { statusCode: number; headers: Record<string, string>; body: Uint8Array }
}

const maxReplyBytes = 1_048_576

/** Carries the SDK's signed requests over our own transport: exact faults, one deadline, no agents or proxies. */
export class SdkRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }

  constructor(
    private readonly limit: TimeLimit,
    private readonly signal: AbortSignal,
    private readonly leave: (() => Promise<void>) | null,
  ) {}

  async handle(request: SdkRequest): Promise<SdkResponse> {
    const port = request.port === undefined ? '' : `:${request.port}`
    const url = new URL(`${request.protocol}//${request.hostname}${port}${request.path}${queryOf(request.query)}`)
    const reply = await sendRequest({
      url,
      method: request.method,
      headers: withoutLength(request.headers),
      ...(typeof request.body === 'string' || request.body instanceof Uint8Array ? { body: request.body } : {}),
      limit: this.limit,
      signal: this.signal,
      leave: this.leave,
      maxReplyBytes,
    })
    return { response: { statusCode: reply.status, headers: reply.headers, body: reply.body } }
  }

  destroy(): void {}
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): Record<string, never> {
    return {}
  }
}

/** The transport counts the body itself; everything else goes out as it was signed. */
function withoutLength(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'))
}

function queryOf(query: SdkRequest['query']): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      pairs.push(one === null ? encode(name) : `${encode(name)}=${encode(one)}`)
    }
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
