import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readingDefinition, readingDefinitions } from '@/lib/domain/action/catalogue'
import type { ReadingSample, Scalar } from '@/lib/domain/action/resolved'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import { sharedController } from '@/lib/engine/shared-controller'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { labConfig } from '../../lab/config'
import { startLab, type RunningLab } from '../../lab/start-lab'
import { createExecutorRegistry } from './registry'
import { readingFor } from './testing/contexts'

let running: RunningLab
let directory: string
let environment: Environment
const registry = createExecutorRegistry()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'readings-'))
  running = await startLab(labConfig({ dataDirectory: directory, timeScale: 20 }))
  const path = 'plans/orderflow/environments/lab.yaml'
  const text = await readFile(path, 'utf8')
  const parsed = parseEnvironment({ path, text }, running.environment.variables, null)
  if (parsed.environment === null) throw new Error(JSON.stringify(parsed.problems))
  environment = parsed.environment
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

const panel = 'arn:aws:route53-recovery-control::447120938856:controlpanel/5f1c0de7b3a94c2e8d61a7f0429b3c58'
const west = 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2'
type Row = [kind: string, system: string, parameters: Record<string, ParameterValue>, fields: Record<string, Scalar>]
const rows: Row[] = [
  [
    'aws.rds.globalCluster',
    'aurora-west',
    { globalCluster: 'orderflow-global', target: west },
    { failoverState: '', targetIsWriter: false, targetStatus: 'available', targetHasInstance: true },
  ],
  [
    'aws.rds.globalCluster',
    'aurora-east',
    { globalCluster: 'orderflow-global', target: west },
    { targetIsWriter: false, targetStatus: null, targetHasInstance: null },
  ],
  [
    'aws.cloudwatch.metric',
    'cloudwatch-west',
    {
      namespace: 'AWS/RDS',
      metric: 'AuroraGlobalDBRPOLag',
      dimensions: { DBClusterIdentifier: 'orderflow-usw2' },
      statistic: 'Maximum',
      period: 60,
    },
    {},
  ],
  [
    'aws.arc.routingControls',
    'routing',
    {
      controls: { west: `${panel}/routingcontrol/b7d25f61c08e94a3`, east: `${panel}/routingcontrol/a1e0c4d27f9b3856` },
      endpoints: 2,
    },
    { agree: true, asked: 2, states: 'east=On, west=Off' },
  ],
  [
    'kubernetes.deployment',
    'kubernetes-west',
    { namespace: 'checkout', deployment: 'checkout-api' },
    { desired: 8, ready: 8, available: 8, updated: 8, readyRatio: 1, complete: true },
  ],
  ['kubernetes.nodes', 'kubernetes-west', {}, { readyRatio: 1 }],
  ['kubernetes.nodes', 'kubernetes-west', { selector: 'no=such' }, { total: 0, ready: 0, readyRatio: 0 }],
  [
    'kubernetes.annotation',
    'kubernetes-west',
    { resource: 'namespace', name: 'checkout', annotation: 'orderflow.example/dr-freeze' },
    { value: '' },
  ],
  [
    'kubernetes.podReports',
    'kubernetes-east',
    { namespace: 'checkout', selector: 'app=checkout-api', path: '8080/dr' },
    { pods: 24, reporting: 24, role: 'primary', inRecovery: 0, readOnlyErrors: 0, allPrimary: true },
  ],
  [
    'kubernetes.podReports',
    'kubernetes-west',
    { namespace: 'checkout', selector: 'app=checkout-api', path: '8080/dr' },
    { pods: 8, reporting: 8, role: 'standby', inRecovery: 8, allPrimary: false },
  ],
  [
    'kubernetes.podReports',
    'kubernetes-west',
    { namespace: 'checkout', selector: 'app=nothing', path: '8080/dr' },
    { pods: 0, reporting: 0, role: '', allPrimary: false },
  ],
  [
    'prometheus.query',
    'prometheus',
    { query: 'orderflow:checkout_request_share{region="us-east-1"}' },
    { value: 1, samples: 1 },
  ],
  ['store.newestHeartbeat', 'store-west', { path: '/heartbeat/newest' }, { region: 'us-east-1', inRecovery: true }],
  ['store.heartbeatWrite', 'store-global', { path: '/heartbeat' }, { accepted: true, region: 'us-east-1' }],
  ['store.writeProbe', 'store-east', { path: '/writes/probe' }, { accepted: true, rejected: false }],
  ['store.writeProbe', 'store-west', { path: '/writes/probe' }, { accepted: false, rejected: true }],
  ['witness.acknowledged', 'witness', { path: '/' }, {}],
  ['witness.loss', 'witness', { path: '/' }, { measured: false, orders: null, seconds: null, heartbeats: null }],
  ['synthetic.monitor', 'vantage-eu', { path: '/status' }, { ok: true, firstFailedAt: null }],
  ['http.get', 'witness', { path: '/' }, { status: 200, ok: true }],
  ['http.get', 'witness', { path: '/nothing' }, { status: 404, ok: false }],
]

it('reads every kind but PagerDuty, which has an incident only when one was opened', () => {
  const kinds = new Set(rows.map(([kind]) => kind))
  expect([...kinds].sort()).toEqual(
    readingDefinitions
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'pagerduty.incident')
      .sort(),
  )
})

it.each(rows)('%s of %s', async (kind, system, parameters, fields) => {
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
