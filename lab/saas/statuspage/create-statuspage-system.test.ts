import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSmallLab, type SmallLab } from '../testing/start-small-lab'
import { createStatuspageSystem } from './create-statuspage-system'

let lab: SmallLab

beforeEach(async () => {
  lab = await startSmallLab([{ name: 'statuspage', create: createStatuspageSystem }], { timeScale: 50 })
})
afterEach(() => lab.end())

interface Incident {
  id: string
  status: string
  impact: string
  resolved_at: string | null
  components: { id: string; status: string }[]
  incident_updates: { body: string; status: string }[]
}

async function call<T>(method: string, path: string, body?: unknown, key = lab.secret('statuspage-key')) {
  const page = lab.environment.variables.STATUSPAGE_PAGE_ID
  const response = await fetch(`${lab.url('statuspage')}/v1/pages/${page}${path}`, {
    method,
    headers: { authorization: `OAuth ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as T }
}

const opening = {
  name: 'Checkout unavailable',
  status: 'identified',
  body: 'We are moving checkout to another region.',
  components: { cmpcheckout: 'major_outage', cmppayments: 'partial_outage' },
}

describe('Statuspage', () => {
  it('opens an incident, moves it and its components on, and resolves it', async () => {
    const created = await call<Incident>('POST', '/incidents', { incident: opening })
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'identified', impact: 'critical', resolved_at: null },
    })
    const path = `/incidents/${created.body.id}`
    expect((await call<Incident[]>('GET', '/incidents/unresolved')).body.map(({ id }) => id)).toEqual([created.body.id])
    const update = {
      incident: { status: 'monitoring', body: 'Checkout is back.', components: { cmpcheckout: 'operational' } },
    }
    expect((await call<Incident>('PATCH', path, update)).body.status).toBe('monitoring')
    const resolved = await call<Incident>('PATCH', path, { incident: { status: 'resolved', body: 'Done.' } })
    expect(resolved.body.incident_updates.map(({ body }) => body)).toEqual(['Done.', 'Checkout is back.', opening.body])
    expect(resolved.body.resolved_at).not.toBeNull()
    expect((await call<Incident[]>('GET', '/incidents/unresolved')).body).toEqual([])
    const components = await call<{ id: string; status: string }[]>('GET', '/components')
    expect(components.body.map(({ id, status }) => `${id} ${status}`).slice(0, 2)).toEqual([
      'cmpcheckout operational',
      'cmppayments partial_outage',
    ])
    expect(lab.effects().map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'POST incidents accepted',
      'PATCH incidents/{id} accepted',
      'PATCH incidents/{id} accepted',
    ])
  })

  it('adds no second update for the same words', async () => {
    const { body } = await call<Incident>('POST', '/incidents', { incident: opening })
    const again = { incident: { status: 'identified', body: opening.body } }
    expect((await call<Incident>('PATCH', `/incidents/${body.id}`, again)).body.incident_updates).toHaveLength(1)
    expect(lab.effects()[1]?.outcome).toBe('no-change')
  })

  it.each<[number, string, string, unknown]>([
    [422, 'POST', '/incidents', { incident: { status: 'identified' } }],
    [422, 'POST', '/incidents', { incident: { name: 'x', status: 'exploded' } }],
    [422, 'POST', '/incidents', { incident: { name: 'x', components: { cmpnone: 'operational' } } }],
    [422, 'POST', '/incidents', {}],
    [404, 'PATCH', '/incidents/none', { incident: { status: 'resolved' } }],
    [404, 'GET', '/nothing', undefined],
  ])('answers %i to %s %s', async (status, method, path, body) => {
    expect((await call(method, path, body)).status).toBe(status)
  })

  it('refuses a wrong key', async () => {
    expect((await call('GET', '/components', undefined, 'wrong')).status).toBe(401)
  })

  it('takes sixty requests a minute and answers 420 to more, until time has passed', async () => {
    // Side by side: one after another they outlast the minute of a slow machine.
    await Promise.all(Array.from({ length: 60 }, () => call('GET', '/components')))
    const refused = await call('POST', '/incidents', { incident: opening })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([420, '1'])
    expect(lab.effects()).toMatchObject([{ outcome: 'refused' }])
    await new Promise((resolve) => setTimeout(resolve, 60_000 / 50))
    expect((await call('POST', '/incidents', { incident: opening })).status).toBe(201)
  })

  it('keeps incidents over a restart', async () => {
    await call('POST', '/incidents', { incident: opening })
    lab = await lab.restart()
    expect((await call<Incident[]>('GET', '/incidents')).body).toHaveLength(1)
  })
})
