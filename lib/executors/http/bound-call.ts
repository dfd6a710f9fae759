import type { On } from '../implement'
import type { HttpBinding } from '@/lib/domain/system/http/binding'
import type { CallEffect } from '../fault/call-effect'
import { leaveFor } from '../transport/leave-for'
import { readSecret } from '../read-secret'
import type { JsonCall } from '../transport/json-request'
import { readMilliseconds, timeLimit, type TimeLimit } from '../transport/time-limit'

/** What the hands of an HTTP system are given. */
export type HttpContext = On<HttpBinding>

export interface BoundRequest {
  path: string
  method?: JsonCall['method']
  headers?: Readonly<Record<string, string>>
  body?: unknown
  effect?: CallEffect
  limit?: TimeLimit
}

/** A request to a plain HTTP system, with the bound bearer token where there is one. */
export async function boundCall(context: HttpContext, request: BoundRequest): Promise<JsonCall> {
  const { binding } = context
  const token = binding.token === undefined ? null : await readSecret(context, binding.token)
  return {
    endpoint: binding.endpoint,
    path: request.path,
    method: request.method ?? 'GET',
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...request.headers },
    body: request.body,
    effect: request.effect ?? 'read',
    limit: request.limit ?? timeLimit(readMilliseconds),
    signal: context.signal,
    leave: leaveFor(context, request.effect ?? 'read'),
    secrets: token === null ? [] : [token],
  }
}

/** Whose word a reading of an HTTP system is. */
export function sourceOf(context: HttpContext, path: string): string {
  return `${new URL(context.binding.endpoint).host}${path}`
}
