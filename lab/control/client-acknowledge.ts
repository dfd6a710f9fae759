import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type ControlClient, LabCommandError } from './client-connect'

const tries = 20
const between = 100

/** Acknowledges the page with this key, as the person on call would; waits a moment for a page that is on its way. */
export async function acknowledgePage(client: ControlClient, dataDirectory: string, key: string): Promise<string> {
  const addresses = (await client.get('/addresses')) as Record<string, string>
  const rest = addresses['pagerduty.rest']
  if (rest === undefined) throw new LabCommandError('this lab has no PagerDuty')
  const token = readFileSync(join(dataDirectory, 'secrets', 'pagerduty-api-token'), 'utf8').trim()
  const headers = {
    authorization: `Token token=${token}`,
    accept: 'application/vnd.pagerduty+json;version=2',
    'content-type': 'application/json',
    from: 'on-call@orderflow.example',
  }
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const found = await fetch(`${rest}/incidents?incident_key=${encodeURIComponent(key)}`, { headers })
    const { incidents } = (await found.json()) as { incidents?: { id: string; status: string }[] }
    const open = incidents?.find((incident) => incident.status !== 'resolved')
    if (open?.status === 'acknowledged') return `${open.id} is acknowledged already`
    if (open !== undefined) {
      const body = JSON.stringify({ incident: { type: 'incident_reference', status: 'acknowledged' } })
      const reply = await fetch(`${rest}/incidents/${open.id}`, { method: 'PUT', headers, body })
      if (!reply.ok) throw new LabCommandError(`PagerDuty says ${reply.status}`)
      return `${open.id} acknowledged`
    }
    await wait(between)
  }
  throw new LabCommandError(`nobody was paged with the key ${key}`)
}
