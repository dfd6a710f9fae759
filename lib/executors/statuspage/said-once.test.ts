import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandFor, contextFor } from '../check/contexts'
import { localServer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const createIncident = registry.action('statuspage.createIncident')
const updateIncident = registry.action('statuspage.updateIncident')

interface Incident {
  id: string
  status: string
  created_at: string
  metadata: unknown
  incident_updates: { status: string; body: string }[]
}

const since = '2026-11-19T02:40:00.000Z'
const incidentOf = (id: string, created_at: string): Incident => ({
  id,
  created_at,
  status: 'investigating',
  metadata: { team: { name: 'orders' } },
  incident_updates: [],
})

let server: LocalServer
let incidents: Incident[] = []
/** What the service makes of words, and whether it keeps metadata. */
let spelling = (words: string) => words
let keepsMetadata = true
let replies = true

beforeEach(async () => {
  incidents = [incidentOf('i1', '2026-11-19T02:30:00.000Z')]
  spelling = (words) => words
  keepsMetadata = true
  replies = true
  server = await localServer(({ method, path, body }) => {
    const url = new URL(path, 'http://status')
    const id = /incidents\/(\w+)$/.exec(url.pathname)?.[1]
    if (method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? 1)
      const size = Number(url.searchParams.get('limit') ?? 100)
      if (id === 'unresolved') return { json: incidents.filter(({ status }) => status !== 'resolved') }
      if (id === undefined) return { json: incidents.slice((page - 1) * size, page * size) }
      return { json: incidents.find((one) => one.id === id) }
    }
    const { incident } = JSON.parse(body) as { incident: { status: string; body: string; metadata?: unknown } }
    const written = incidents.find((one) => one.id === id) ?? incidentOf(`i${incidents.length + 1}`, since)
    if (!incidents.includes(written)) incidents.unshift(written)
    written.status = incident.status
    written.incident_updates.unshift({ status: incident.status, body: spelling(incident.body) })
    if (keepsMetadata && incident.metadata !== undefined) written.metadata = incident.metadata
    return replies ? { status: 200, json: written } : 'reset'
  })
})
afterEach(() => server.close())

const binding = () => ({ kind: 'statuspage', endpoint: server.url, page: 'p', token: 'file:token' }) as const
const context = (idempotencyKey = 'RUN-1/S9/0') => ({ ...contextFor(binding(), { idempotencyKey }), since })
const updates = () => incidents.flatMap(({ incident_updates }) => incident_updates)
const words = 'Cards & payments <b>fail</b> in "us-east-1".\n\nWe are moving.'
const update = () =>
  commandFor('statuspage.updateIncident', binding(), { incidentId: 'i1', status: 'identified', body: words })

/** As the engine does after a reply that was lost: looks, and sends what is not there. */
async function tried(executor: typeof updateIncident, command: ReturnType<typeof update>, of = context()) {
  for (let tries = 0; tries < 6; tries += 1) {
    const { effect } = await executor.observe(command, of)
    if (effect === 'present') return effect
    await executor.execute(command, of).catch(() => undefined)
  }
  return (await executor.observe(command, of)).effect
}

describe('an update of the status page whose reply is lost', () => {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;')

  it.each<[string, (text: string) => string, boolean]>([
    ['in words of its own', () => 'something else', true],
    ['escaped', escaped, false],
    ['as paragraphs', (text) => `<p>${escaped(text).replaceAll('\n\n', '</p> <p>')}</p>`, false],
    ['trimmed and on one line', (text) => ` ${text.replace(/\s+/g, ' ')} `, false],
  ])('is posted once, also where the service keeps it %s', async (_, as, metadata) => {
    spelling = as
    keepsMetadata = metadata
    replies = false
    expect(await tried(updateIncident, update())).toBe('present')
    expect(updates()).toHaveLength(1)
    const undoing = context('RUN-1/S9/0/undo')
    const before = { status: 'investigating' }
    for (let tries = 0; tries < 3; tries += 1)
      await updateIncident.undo?.(update(), before, undoing).catch(() => undefined)
    expect(updates(), 'its correction too').toHaveLength(2)
    expect(await updateIncident.undone?.(update(), before, undoing)).toMatchObject({ effect: 'absent' })
  })

  it('leaves alone whatever else the metadata of the incident hold', async () => {
    await tried(updateIncident, update())
    await tried(updateIncident, update(), context('RUN-1/S12/0'))
    expect(incidents[0]?.metadata).toMatchObject({ team: { name: 'orders' } })
  })

  it('is not there by words that say something else', async () => {
    incidents[0]?.incident_updates.push({ status: 'identified', body: 'Cards & payments work in "us-east-1".' })
    expect((await updateIncident.observe(update(), context())).effect).toBe('absent')
  })
})

describe('an incident that was opened on the status page', () => {
  const open = () => commandFor('statuspage.createIncident', binding(), { name: 'n', status: 'identified', body: 'b' })

  it('is not opened again once a person has resolved it, however many came after it', async () => {
    expect(await tried(createIncident, open())).toBe('present')
    const [opened] = incidents
    if (opened !== undefined) opened.status = 'resolved'
    for (let n = 0; n < 60; n += 1) incidents.unshift(incidentOf(`later${n}`, '2026-11-19T02:45:00.000Z'))
    expect(await createIncident.observe(open(), context())).toMatchObject({
      effect: 'present',
      outputs: { incidentId: opened?.id },
    })
    await createIncident.execute(open(), context())
    expect(updates()).toHaveLength(1)
    expect(await createIncident.undone?.(open(), {}, context()), 'a person took it back').toMatchObject({
      effect: 'absent',
    })
  })

  it('is untold, not missing, where there are more incidents than can be read', async () => {
    incidents = Array.from({ length: 500 }, (_, n) => incidentOf(`i${n}`, '2026-11-19T02:45:00.000Z'))
    await expect(createIncident.observe(open(), context())).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
