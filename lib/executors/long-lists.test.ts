import { afterEach, describe, expect, it } from 'vitest'
import { commandFor, contextFor, readingFor } from './check/contexts'
import { localServer, type Answer, type LocalServer, type SeenRequest } from './check/local-server'
import { createExecutorRegistry } from './registry'

const registry = createExecutorRegistry()
const nodes = registry.reading('kubernetes.nodes')
const podReports = registry.reading('kubernetes.podReports')
const incident = registry.reading('pagerduty.incident')
const createIncident = registry.action('statuspage.createIncident')

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serving(answer: (request: SeenRequest, query: URLSearchParams) => Answer): Promise<LocalServer> {
  const server = await localServer((request) => answer(request, new URL(request.path, 'http://x').searchParams))
  servers.push(server)
  return server
}

const long = 'x'.repeat(5_000)

describe('a list of Kubernetes', () => {
  const binding = (url: string) =>
    ({ kind: 'kubernetes', cluster: 'c', region: 'us-west-2', server: url, token: 'file:token' }) as const
  const page = (kind: string, items: unknown[], next = ''): Answer => ({
    json: { apiVersion: 'v1', kind, metadata: next === '' ? {} : { continue: next }, items },
  })
  const node = (name: string, ready: boolean) => ({
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  })

  it('is read page by page to its end, a few hundred objects at a time', async () => {
    const server = await serving((_, query) =>
      query.get('continue') === 'more'
        ? page('NodeList', [node('c', false)])
        : page('NodeList', [node('a', true), node('b', true)], 'more'),
    )
    const read = nodes.read(readingFor('kubernetes.nodes', binding(server.url), {}), contextFor(binding(server.url)))
    expect((await read).fields).toEqual({ total: 3, ready: 2, readyRatio: 2 / 3 })
    expect(server.seen).toHaveLength(2)
    for (const { path } of server.seen) expect(path).toContain('limit=250')
  })

  it('that does not end is no answer', async () => {
    const server = await serving(() => page('PodList', [], 'again'))
    const parameters = { namespace: 'checkout', selector: 'app=checkout-api', path: '8080/dr' }
    const reading = readingFor('kubernetes.podReports', binding(server.url), parameters)
    await expect(podReports.read(reading, contextFor(binding(server.url)))).rejects.toMatchObject({ code: 'too-many' })
  })
})

it('finds the newest PagerDuty incident of a key however many there are and however much each says', async () => {
  const server = await serving((_, query) => {
    const limit = Number(query.get('limit'))
    const newestFirst = query.get('sort_by') === 'created_at:desc'
    const all = Array.from({ length: 200 }, (_, n) => ({
      id: `P${n}`,
      status: n === 199 ? 'triggered' : 'resolved',
      created_at: new Date(Date.UTC(2026, 0, 1, n)).toISOString(),
      assignments: [],
      body: long,
    }))
    return { json: { incidents: (newestFirst ? all.toReversed() : all).slice(0, limit) } }
  })
  const binding = { kind: 'pagerduty', endpoint: server.url, from: 'a@b.example', token: 'file:token' } as const
  const read = incident.read(readingFor('pagerduty.incident', binding, { incidentKey: 'k' }), contextFor(binding))
  expect((await read).fields).toMatchObject({ id: 'P199', status: 'triggered' })
})

it('finds its own incident on a status page that has a lot to say', async () => {
  const open = (n: number) => ({
    id: `i${n}`,
    status: 'identified',
    metadata: n === 40 ? { breakwater: { key: 'RUN-1/S7/0' } } : {},
    incident_updates: [{ status: 'identified', body: long }],
  })
  const server = await serving(() => ({ json: Array.from({ length: 60 }, (_, n) => open(n)) }))
  const binding = { kind: 'statuspage', endpoint: server.url, page: 'p', token: 'file:token' } as const
  const command = commandFor('statuspage.createIncident', binding, { name: 'n', status: 'identified', body: 'b' })
  expect(await createIncident.observe(command, contextFor(binding))).toMatchObject({
    effect: 'present',
    outputs: { incidentId: 'i40' },
  })
})
