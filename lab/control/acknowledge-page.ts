import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { LabReply } from '../core/contract'

const Acknowledge = z.strictObject({ key: z.string().min(1).max(255).default('orderflow-checkout') })
const Incidents = z.object({ incidents: z.array(z.object({ id: z.string(), status: z.string() })) })

const tries = 20
const betweenMilliseconds = 100

/**
 * Does what the person on call does in PagerDuty: acknowledges the open incident with this key, over PagerDuty's own
 * API. Waits a moment for a page that is on its way.
 */
export async function acknowledgePage(
  pagerduty: string | undefined,
  dataDirectory: string,
  fields: Record<string, unknown>,
): Promise<LabReply> {
  const parsed = Acknowledge.safeParse(fields)
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } }
  if (pagerduty === undefined) return { status: 404, body: { error: 'this lab has no PagerDuty' } }
  const { key } = parsed.data
  const token = readFileSync(join(dataDirectory, 'secrets', 'pagerduty-api-token'), 'utf8').trim()
  const headers = {
    authorization: `Token token=${token}`,
    accept: 'application/vnd.pagerduty+json;version=2',
    'content-type': 'application/json',
    from: 'on-call@orderflow.example',
  }
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const found = await fetch(`${pagerduty}/incidents?incident_key=${encodeURIComponent(key)}`, { headers })
    const open = Incidents.parse(await found.json()).incidents.find((incident) => incident.status !== 'resolved')
    if (open !== undefined) {
      const body = JSON.stringify({ incident: { type: 'incident_reference', status: 'acknowledged' } })
      const reply = await fetch(`${pagerduty}/incidents/${open.id}`, { method: 'PUT', headers, body })
      if (!reply.ok) return { status: 502, body: { error: `PagerDuty answers ${reply.status}` } }
      return { status: 200, body: { incident: open.id, status: 'acknowledged' } }
    }
    await wait(betweenMilliseconds)
  }
  return { status: 409, body: { error: `nobody was paged with the key ${key}` } }
}
