import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readingDefinition } from '@/lib/domain/system/catalogue'
import type { ReadingSample } from '@/lib/domain/system/resolved'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import { sharedController } from '@/lib/engine/shared-controller'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { labConfig } from '../../lab/config'
import { startLab, type RunningLab } from '../../lab/start-lab'
import { createExecutorRegistry } from './registry'
import { readingFor } from './check/contexts'
import { contractSystems, readingCases } from './check/our-contracts'

let running: RunningLab
let directory: string
let environment: Environment
const registry = createExecutorRegistry()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'readings-'))
  running = await startLab(labConfig({ dataDirectory: directory, timeScale: 20 }))
  const path = 'lib/testing/frozen-plan/environments/lab.yaml'
  const text = await readFile(path, 'utf8')
  const parsed = parseEnvironment({ path, text }, running.environment.variables, null)
  if (parsed.environment === null) throw new Error(JSON.stringify(parsed.problems))
  environment = {
    ...parsed.environment,
    systems: { ...contractSystems(running.addresses), ...parsed.environment.systems },
  }
})
afterAll(async () => {
  await running.close()
  await rm(directory, { recursive: true, force: true })
})

async function secret(reference: string): Promise<string> {
  return readFile(join(directory, 'secrets', reference.replace(/^file:/, '')), 'utf8')
}

async function read(kind: string, system: string, parameters: Record<string, ParameterValue>): Promise<ReadingSample> {
  const binding = environment.systems[system]
  if (binding === undefined) throw new Error(`no system ${system}`)
  const context = { binding, environment, secret, signal: sharedController().signal, now: Date.now }
  return registry.reading(kind).read(readingFor(kind, binding, parameters), context)
}

it.each(readingCases)('%s of %s', async (kind, system, parameters, fields) => {
  const started = Date.now()
  const sample = await expect
    .poll(() => read(kind, system, parameters).catch(() => null), { timeout: 10_000, interval: 250 })
    .not.toBeNull()
    .then(() => read(kind, system, parameters))
  expect(sample.fields).toMatchObject(fields)
  expect(sample.source).not.toBe('')
  expect(Date.parse(sample.observedAt)).toBeLessThanOrEqual(Date.now() + 1_000)
  expect(Date.parse(sample.observedAt)).toBeGreaterThan(started - 10 * 60_000)
  const types = readingDefinition(kind)?.fields ?? {}
  expect(Object.keys(sample.fields).sort()).toEqual(Object.keys(types).sort())
  for (const [name, value] of Object.entries(sample.fields)) {
    if (value === null) continue
    const type = types[name]
    if (type === 'time') expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    else expect(typeof value, name).toBe(type === 'flag' ? 'boolean' : type === 'text' ? 'string' : 'number')
  }
})

it('reads a PagerDuty incident by its key, and says when there is none', async () => {
  const reading = () => read('pagerduty.incident', 'pagerduty', { incidentKey: 'orderflow-checkout' })
  await expect(reading()).rejects.toMatchObject({ kind: 'refused', code: 'no-incident' })
  const reply = await fetch(`${running.addresses['pagerduty.rest']}/incidents`, {
    method: 'POST',
    headers: {
      authorization: `Token token=${(await secret('file:pagerduty-api-token')).trim()}`,
      from: 'mara@orderflow.example',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      incident: { type: 'incident', title: 'Checkout fails', incident_key: 'orderflow-checkout' },
    }),
  })
  expect(reply.status).toBe(201)
  const { fields } = await reading()
  expect(fields).toMatchObject({ status: 'triggered', acknowledged: false })
  const byId = await read('pagerduty.incident', 'pagerduty', { incidentId: String(fields.id) })
  expect(byId.fields).toEqual(fields)
})

it('has no answer, or an honest one, of a region that is dark', async () => {
  running.lab.world.setReachability('us-east-1', 'dark-reset')
  const query = { namespace: 'checkout', deployment: 'checkout-api' }
  await expect(read('kubernetes.deployment', 'kubernetes-east', query)).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(read('store.newestHeartbeat', 'store-east', { path: '/heartbeat/newest' })).rejects.toMatchObject({
    kind: 'unreachable',
  })
  await expect(read('store.writeProbe', 'store-east', { path: '/writes/probe' })).rejects.toMatchObject({
    kind: 'unreachable',
  })
  running.lab.world.setReachability('us-east-1', 'ok')
})

it('calls an empty vector unknown, never zero', async () => {
  await expect(read('prometheus.query', 'prometheus', { query: 'up{job="none"}' })).rejects.toMatchObject({
    kind: 'refused',
    code: 'empty-vector',
  })
})
