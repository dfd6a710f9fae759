import { joinPath } from '@/lib/domain/system/join-path'
import { ExecutorError } from '@/lib/engine/ports'
import type { z } from 'zod'
import type { CallEffect } from '../fault/call-effect'
import { badReply, httpFault } from '../fault/http-fault'
import { networkFault, transportError } from '../fault/network-fault'
import { NetworkError } from './network-error'
import { sendRequest, type IncomingReply } from './send-request'
import { requestIdOf } from './request-id'
import type { TimeLimit } from './time-limit'

export interface JsonCall {
  endpoint: string
  path: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  headers?: Readonly<Record<string, string>>
  body?: unknown
  effect: CallEffect
  limit: TimeLimit
  signal: AbortSignal
  /** Of a change; null for a read. */
  leave: (() => Promise<void>) | null
  /** Blanked in whatever the target says. */
  secrets: readonly string[]
  /** Of replies that hold lists; the rest are small. */
  maxReplyBytes?: number
}

export interface JsonReply {
  status: number
  headers: Record<string, string>
  requestId: string | null
  /** The parsed body; undefined when it is not JSON. */
  json: unknown
}

const smallReplyBytes = 65_536
/** For a page of a list: an incident alone may be several kilobytes. */
export const listReplyBytes = 4 * 1_048_576

/** One request to a path at the bound endpoint. Any status comes back; ExecutorError when there is no whole reply. */
export async function jsonRequest(call: JsonCall): Promise<JsonReply> {
  const url = joinPath(call.endpoint, call.path)
  if (url === null) {
    throw new ExecutorError('refused', 'bad-path', 'not sent: the path would leave the bound endpoint')
  }
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const { method, limit, signal } = call
  let reply: IncomingReply
  try {
    reply = await sendRequest({
      url,
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'breakwater',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(body === undefined ? {} : { body }),
      limit,
      signal,
      leave: call.leave,
      maxReplyBytes: call.maxReplyBytes ?? smallReplyBytes,
    })
  } catch (error) {
    const transport = transportError(error)
    throw transport instanceof NetworkError ? networkFault(transport, call.effect) : error
  }
  return { status: reply.status, headers: reply.headers, requestId: requestIdOf(reply.headers), json: parsed(reply) }
}

/** The reply of a request that must succeed, in the shape its caller relies on. */
export async function jsonResult<S extends z.ZodType>(
  call: JsonCall,
  schema: S,
  words: (json: unknown) => { code?: string | undefined; words?: string | undefined } = () => ({}),
): Promise<{ value: z.infer<S>; requestId: string | null }> {
  const reply = await jsonRequest(call)
  if (reply.status < 200 || reply.status >= 300) {
    const said = words(reply.json)
    throw httpFault(
      {
        status: reply.status,
        requestId: reply.requestId,
        retryAfter: reply.headers['retry-after'],
        ...said,
        ...(reply.status === 404 ? { words: notFound(call, said.words) } : {}),
      },
      call.effect,
      call.secrets,
    )
  }
  const result = schema.safeParse(reply.json)
  if (!result.success) {
    const place = result.error.issues[0]?.path.join('.') ?? ''
    throw badReply(call.effect, reply.requestId, `a reply of another shape than documented, at "${place}"`)
  }
  return { value: result.data, requestId: reply.requestId }
}

/** Which thing is not there: a target seldom says, and whoever reads it has to know what to look for. */
function notFound({ method, path }: JsonCall, said: string | undefined): string {
  const what = `${method} ${path.split('?')[0] ?? path}`
  return said === undefined || said === '' ? `there is no ${what}` : `${said}: ${what}`
}

function parsed(reply: IncomingReply): unknown {
  try {
    return JSON.parse(reply.body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
