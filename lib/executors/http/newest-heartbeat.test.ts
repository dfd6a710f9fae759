import { afterEach, expect, it } from 'vitest'
import { contextFor, readingFor } from '../check/contexts'
import { localServer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const newestHeartbeat = registry.reading('store.newestHeartbeat')

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function newestOf(json: unknown, now = Date.now()) {
  const server = await localServer(() => ({ status: 200, json }))
  servers.push(server)
  const binding = { kind: 'http' as const, endpoint: server.url, region: null }
  const reading = readingFor('store.newestHeartbeat', binding, { path: '/heartbeat/newest' })
  return newestHeartbeat.read(reading, contextFor(binding, { now: () => now }))
}

const standby = { readAt: '2026-11-28T03:00:00.100Z', inRecovery: true }

it('tells the newest heartbeat a store holds, its time in UTC', async () => {
  const held = { writtenAt: '2026-11-28T04:00:00+01:00', sequence: 7, region: 'us-east-1' }
  expect((await newestOf({ ...standby, ...held })).fields).toEqual({
    ...held,
    writtenAt: '2026-11-28T03:00:00.000Z',
    inRecovery: true,
  })
})

it('of a store that holds none says so, which is no reply of an unknown shape', async () => {
  await expect(newestOf({ ...standby, writtenAt: null, sequence: null, region: null })).rejects.toMatchObject({
    code: 'no-heartbeat',
    message: 'the store holds no heartbeat yet',
  })
})

it('takes no reply without the fields for an empty store', async () => {
  await expect(newestOf(standby)).rejects.toMatchObject({ code: 'bad-reply' })
})

it('is as old as the clock it is given says, not the one of this machine', async () => {
  const now = Date.parse('2026-11-28T03:00:01.000Z')
  const held = { ...standby, writtenAt: '2026-11-28T03:00:00Z', sequence: 7, region: 'us-east-1' }
  expect((await newestOf(held, now)).observedAt).toBe('2026-11-28T03:00:01.000Z')
})
