import type { ExecutorContext } from '@/lib/engine/ports'
import { bound } from '../bound'
import type { CallEffect } from '../fault/call-effect'
import { leaveFor } from './leave-for'
import { readSecret } from '../read-secret'
import type { JsonCall } from './json-request'
import { readMilliseconds, timeLimit, type TimeLimit } from './time-limit'

export interface BoundRequest {
  path: string
  method?: JsonCall['method']
  headers?: Readonly<Record<string, string>>
  body?: unknown
  effect?: CallEffect
  limit?: TimeLimit
}

/** A request to a plain HTTP system, with the bound bearer token where there is one. */
export async function boundCall(context: ExecutorContext, request: BoundRequest): Promise<JsonCall> {
  const binding = bound(context.binding, 'http')
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
export function sourceOf(context: ExecutorContext, path: string): string {
  const binding = bound(context.binding, 'http')
  return `${new URL(binding.endpoint).host}${path}`
}
