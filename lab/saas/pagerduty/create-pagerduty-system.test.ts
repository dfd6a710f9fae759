import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSmallLab, type SmallLab } from '../testing/start-small-lab'
import { createPagerdutySystem } from './create-pagerduty-system'

let lab: SmallLab

beforeEach(async () => {
  lab = await startSmallLab([{ name: 'pagerduty', create: createPagerdutySystem }], { timeScale: 100 })
})
afterEach(() => lab.end())

interface Answer {
  status: number
  headers: Headers
  body: {
    dedup_key?: string
    errors?: string[]
    error?: { code: number; message: string; errors?: string[] }
    incident?: { id: string; status: string; incident_key: string; acknowledgements: unknown[] }
    incidents?: { id: string; status: string }[]
    notes?: { content: string }[]
  }
}

async function send(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: text }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}

function enqueue(event: object, routing_key = lab.secret('pagerduty-routing-key')): Promise<Answer> {
  return send(`${lab.url('pagerduty.events')}/v2/enqueue`, 'POST', {}, { routing_key, ...event })
}

function rest(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization = `Token token=${lab.secret('pagerduty-api-token')}`
  const who = { authorization, from: 'ana@orderflow.example', accept: 'application/vnd.pagerduty+json;version=2' }
  return send(`${lab.url('pagerduty.rest')}${path}`, method, { ...who, ...headers }, body)
}

const payload = { summary: 'Checkout is down', source: 'breakwater', severity: 'critical' }
const trigger = { event_action: 'trigger', dedup_key: 'inc-7', payload }
const status = (wanted: string) => ({ incident: { type: 'incident_reference', status: wanted } })

async function incidentId(key = 'inc-7'): Promise<string> {
  const { body } = await rest('GET', `/incidents?incident_key=${key}`)
  return body.incidents?.at(-1)?.id ?? ''
}

describe('PagerDuty', () => {
  it('opens one incident for a key however often it is triggered, and a new one after its resolution', async () => {
    expect(await enqueue(trigger)).toMatchObject({ status: 202, body: { dedup_key: 'inc-7' } })
    await enqueue(trigger)
    expect((await rest('GET', '/incidents?incident_key=inc-7')).body.incidents).toHaveLength(1)
    await enqueue({ event_action: 'resolve', dedup_key: 'inc-7' })
    await enqueue({ event_action: 'acknowledge', dedup_key: 'inc-7' })
    await enqueue(trigger)
    const { body } = await rest('GET', '/incidents?incident_key=inc-7')
    expect(body.incidents?.map((incident) => incident.status)).toEqual(['resolved', 'triggered'])
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'no-change',
      'accepted',
      'no-change',
      'accepted',
    ])
  })

  it.each<[string, object, string]>([
    ['an unknown action', { ...trigger, event_action: 'explode' }, 'event_action'],
    ['a trigger without payload', { event_action: 'trigger' }, 'payload'],
    ['an unknown severity', { ...trigger, payload: { ...payload, severity: 'bad' } }, 'payload.severity'],
    ['a long summary', { ...trigger, payload: { ...payload, summary: 'x'.repeat(1025) } }, 'payload.summary'],
    ['a resolve without key', { event_action: 'resolve' }, 'dedup_key'],
  ])('refuses %s with 400', async (_name, event, named) => {
    const { status: code, body } = await enqueue(event)
    expect(code).toBe(400)
    expect(body.errors?.join()).toContain(named)
    expect(lab.effects()).toMatchObject([{ outcome: 'refused' }])
  })

  it('refuses a wrong routing key, and what is not JSON', async () => {
    expect((await enqueue(trigger, 'x'.repeat(32))).body.errors).toEqual(['Invalid routing key'])
    expect((await send(`${lab.url('pagerduty.events')}/v2/enqueue`, 'POST', {}, '{')).status).toBe(400)
    expect(JSON.stringify(lab.effects())).not.toContain('x'.repeat(32))
  })

  it('is acknowledged and resolved by a named person, once', async () => {
    await enqueue(trigger)
    const path = `/incidents/${await incidentId()}`
    const acknowledged = await rest('PUT', path, status('acknowledged'))
    expect(acknowledged.body.incident).toMatchObject({ status: 'acknowledged', acknowledgements: [{}] })
    await rest('PUT', path, status('acknowledged'))
    expect((await rest('GET', path)).body.incident?.acknowledgements).toHaveLength(1)
    expect((await rest('PUT', path, status('resolved'))).body.incident?.status).toBe('resolved')
    const late = await rest('PUT', path, status('acknowledged'))
    expect([late.status, late.body.error?.errors]).toEqual([400, ['Incident Already Resolved']])
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'no-change',
      'accepted',
      'refused',
    ])
    expect(lab.effects()[1]).toMatchObject({
      requestId: acknowledged.headers.get('x-request-id'),
      operation: 'PUT /incidents/{id}',
    })
  })

  it('keeps notes', async () => {
    await enqueue(trigger)
    const path = `/incidents/${await incidentId()}/notes`
    expect((await rest('POST', path, { note: { content: 'GO at 03:14' } })).status).toBe(200)
    expect((await rest('GET', path)).body.notes).toMatchObject([{ content: 'GO at 03:14' }])
    expect((await rest('POST', path, { note: {} })).status).toBe(400)
  })

  it('checks token and From', async () => {
    expect((await rest('GET', '/incidents', undefined, { authorization: 'Token token=wrong' })).status).toBe(401)
    await enqueue(trigger)
    const anonymous = await rest('PUT', `/incidents/${await incidentId()}`, status('acknowledged'), { from: '' })
    expect([anonymous.status, anonymous.body.error?.message]).toEqual([400, 'Requester User Not Found'])
    expect((await rest('GET', '/incidents/QNOPE')).status).toBe(404)
  })

  it('creates incidents by REST, one a key', async () => {
    const incident = { type: 'incident', title: 'Region loss', service: { id: 'PORDERFLOW' }, incident_key: 'k1' }
    expect((await rest('POST', '/incidents', { incident })).status).toBe(201)
    expect((await rest('POST', '/incidents', { incident })).status).toBe(400)
  })

  it('answers a throttle with 429 and Retry-After', async () => {
    lab.lab.faults.add({
      kind: 'throttle',
      system: 'pagerduty',
      region: '*',
      operation: '*',
      remaining: 2,
      delayMilliseconds: 0,
    })
    const answers = [await enqueue(trigger), await rest('GET', '/incidents')]
    expect(answers.map((answer) => [answer.status, answer.headers.get('retry-after')])).toEqual([
      [429, '1'],
      [429, '1'],
    ])
  })

  it('keeps incidents and secrets over a restart', async () => {
    await enqueue(trigger)
    const before = [await incidentId(), lab.secret('pagerduty-routing-key')]
    lab = await lab.restart()
    expect([await incidentId(), lab.secret('pagerduty-routing-key')]).toEqual(before)
  })
})
