import { z } from 'zod'
import type { PagerdutyBinding } from '@/lib/domain/system/pagerduty/binding'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { InstantText } from '../transport/instant-text'
import { jsonResult, listReplyBytes, type JsonCall } from '../transport/json-request'
import { leaveFor } from '../transport/leave-for'
import { readSecret } from '../read-secret'

export type PagerdutyCall = Call<PagerdutyBinding>

const Incident = z.object({
  id: z.string().min(1).max(32),
  status: z.string().max(50),
  created_at: InstantText,
  assignments: z.array(z.object({ assignee: z.object({ summary: z.string().optional() }) })).default([]),
})
export type PagerdutyIncident = z.infer<typeof Incident>

const Note = z.object({ id: z.string().min(1).max(64), content: z.string() })
export type PagerdutyNote = z.infer<typeof Note>

const Fault = z.object({ error: z.object({ message: z.string(), errors: z.array(z.string()).optional() }) })

async function request<S extends z.ZodType>(
  call: PagerdutyCall,
  method: JsonCall['method'],
  path: string,
  schema: S,
  body?: unknown,
) {
  const { binding, context, limit } = call
  const key = await readSecret(context, binding.token)
  const effect: CallEffect = method === 'GET' ? 'read' : 'change'
  const headers = {
    authorization: `Token token=${key}`,
    accept: 'application/vnd.pagerduty+json;version=2',
    from: binding.from,
  }
  const { signal } = context
  const leave = leaveFor(context, effect)
  return await jsonResult(
    {
      endpoint: binding.endpoint,
      path,
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
      return fault.success ? { words: [fault.data.error.message, ...(fault.data.error.errors ?? [])].join('; ') } : {}
    },
  )
}

export async function readIncident(call: PagerdutyCall, id: string): Promise<PagerdutyIncident> {
  const path = `/incidents/${encodeURIComponent(id)}`
  return (await request(call, 'GET', path, z.object({ incident: Incident }))).value.incident
}

/**
 * The newest incident of a key, or undefined: sorted by PagerDuty, so that it is on the page however many there were.
 * `date_range=all`: without it only the last month is searched.
 */
export async function findIncident(call: PagerdutyCall, key: string): Promise<PagerdutyIncident | undefined> {
  const query = new URLSearchParams({
    incident_key: key,
    sort_by: 'created_at:desc',
    limit: '10',
    date_range: 'all',
  })
  const path = `/incidents?${query.toString()}`
  const { incidents } = (await request(call, 'GET', path, z.object({ incidents: z.array(Incident) }))).value
  return incidents.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1))[0]
}

export async function resolveIncident(call: PagerdutyCall, id: string, resolution: string | undefined) {
  const incident = {
    type: 'incident_reference',
    status: 'resolved',
    ...(resolution === undefined ? {} : { resolution }),
  }
  const path = `/incidents/${encodeURIComponent(id)}`
  return await request(call, 'PUT', path, z.object({ incident: Incident }), { incident })
}

/** Opens an incident that one person alone is assigned to. Refused while one of the same key is open. */
export async function createAssignedIncident(
  call: PagerdutyCall,
  page: { service: string; key: string; assignee: string; title: string; details: string },
) {
  const incident = {
    type: 'incident',
    title: page.title,
    service: { id: page.service, type: 'service_reference' },
    urgency: 'high',
    incident_key: page.key,
    body: { type: 'incident_body', details: page.details },
    assignments: [{ assignee: { id: page.assignee, type: 'user_reference' } }],
  }
  return await request(call, 'POST', '/incidents', z.object({ incident: Incident }), { incident })
}

export async function listNotes(call: PagerdutyCall, id: string): Promise<PagerdutyNote[]> {
  const path = `/incidents/${encodeURIComponent(id)}/notes`
  return (await request(call, 'GET', path, z.object({ notes: z.array(Note) }))).value.notes
}

export async function postNote(call: PagerdutyCall, id: string, content: string) {
  const path = `/incidents/${encodeURIComponent(id)}/notes`
  return await request(call, 'POST', path, z.object({ note: Note }), { note: { content } })
}
