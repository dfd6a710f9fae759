import { z } from 'zod'
import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import type { Bound } from '../bound'
import type { CallEffect } from '../fault/call-effect'
import { jsonResult, listReplyBytes, type JsonCall } from '../http/json-request'
import { leaveFor } from '../http/leave-for'
import type { TimeLimit } from '../http/time-limit'
import { readSecret } from '../read-secret'

export interface StatuspageCall {
  binding: Bound<'statuspage'>
  context: Partial<Pick<SendContext, 'leave'>> & Pick<ExecutorContext, 'secret' | 'signal'>
  limit: TimeLimit
}

const Incident = z.object({
  id: z.string().min(1).max(64),
  status: z.string().max(50),
  metadata: z.unknown(),
  incident_updates: z.array(z.object({ status: z.string(), body: z.string().nullable() })).default([]),
})
export type StatuspageIncident = z.infer<typeof Incident>

const Fault = z.object({ error: z.union([z.string(), z.array(z.string())]) })

async function request<S extends z.ZodType>(
  call: StatuspageCall,
  method: JsonCall['method'],
  path: string,
  schema: S,
  body?: unknown,
) {
  const { binding, context, limit } = call
  const key = await readSecret(context, binding.token)
  const effect: CallEffect = method === 'GET' ? 'read' : 'change'
  const headers = { authorization: `OAuth ${key}` }
  const whole = `/v1/pages/${encodeURIComponent(binding.page)}${path}`
  const { signal } = context
  const leave = leaveFor(context, effect)
  return await jsonResult(
    {
      endpoint: binding.endpoint,
      path: whole,
      method,
      headers,
      body,
      effect,
      limit,
      signal,
      leave,
      secrets: [key],
      maxReplyBytes: listReplyBytes,
    },
    schema,
    (json) => {
      const fault = Fault.safeParse(json)
      return fault.success ? { words: [fault.data.error].flat().join('; ') } : {}
    },
  )
}

export async function unresolvedIncidents(call: StatuspageCall): Promise<StatuspageIncident[]> {
  return (await request(call, 'GET', '/incidents/unresolved', z.array(Incident))).value
}

export async function readIncident(call: StatuspageCall, id: string): Promise<StatuspageIncident> {
  return (await request(call, 'GET', `/incidents/${encodeURIComponent(id)}`, Incident)).value
}

export async function postIncident(call: StatuspageCall, incident: unknown) {
  return await request(call, 'POST', '/incidents', Incident, { incident })
}

export async function patchIncident(call: StatuspageCall, id: string, incident: unknown) {
  return await request(call, 'PATCH', `/incidents/${encodeURIComponent(id)}`, Incident, { incident })
}
