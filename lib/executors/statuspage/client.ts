import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import type { StatuspageBinding } from '@/lib/domain/system/statuspage/binding'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { InstantText } from '../transport/instant-text'
import { jsonResult, listReplyBytes, type JsonCall } from '../transport/json-request'
import { leaveFor } from '../transport/leave-for'
import { readSecret } from '../read-secret'

export type StatuspageCall = Call<StatuspageBinding>

const Incident = z.object({
  id: z.string().min(1).max(64),
  status: z.string().max(50),
  created_at: InstantText.optional(),
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

const [pageSize, mostPages] = [25, 8]
/** Statuspage dates an incident by its own clock. */
const clockMargin = 600_000

/**
 * The incidents since then, resolved ones too, newest first as Statuspage lists them. Without a beginning those of the
 * first page. More than can be read is no answer: what is not on it is not known to be missing.
 */
export async function newestIncidents(call: StatuspageCall, since?: string): Promise<StatuspageIncident[]> {
  const from = since === undefined ? null : Date.parse(since) - clockMargin
  const found: StatuspageIncident[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const listed = (await request(call, 'GET', `/incidents?limit=${pageSize}&page=${page}`, z.array(Incident))).value
    found.push(...listed)
    const oldest = listed.at(-1)?.created_at
    const reached = from === null || (oldest !== undefined && Date.parse(oldest) < from)
    if (reached || listed.length < pageSize) return found
  }
  throw new ExecutorError('unreachable', 'too-many', 'the page has more incidents since than can be read')
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
