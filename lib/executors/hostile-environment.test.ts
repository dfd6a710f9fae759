import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Binding } from '@/lib/domain/plan/schema/environment'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { createExecutorRegistry } from './registry'
import { contextFor, readingFor } from './testing/contexts'
import { localServer, type LocalServer } from './testing/local-server'

/** Where the process environment would like every call to go. */
let trap: LocalServer
/** Where the binding says it goes. */
let target: LocalServer
let home: string

const secrets = { key: 'AKIABOUNDBOUNDBOUND0', secret: 'bound-secret-access-key', token: 'bound-token' }
const role = 'arn:aws:iam::447120938856:role/dr-read'
const panel = 'arn:aws:route53-recovery-control::447120938856:controlpanel/5f1c0de7b3a94c2e8d61a7f0429b3c58'

beforeAll(async () => {
  trap = await localServer(() => ({ status: 418, json: { error: 'trap' } }))
  target = await localServer(() => ({ status: 400, json: { error: 'refused by the bound target' } }))
  home = await mkdtemp(join(tmpdir(), 'hostile-'))
  const profile = ['[default]', `endpoint_url = ${trap.url}`, 'region = mars-north-1', 'use_fips_endpoint = true']
  const credentials = ['[default]', 'aws_access_key_id = AKIATRAPTRAPTRAPTRA0', 'aws_secret_access_key = trap']
  await writeFile(join(home, 'config'), [...profile, '[profile trap]', ...profile.slice(1), ''].join('\n'))
  await writeFile(join(home, 'credentials'), [...credentials, ''].join('\n'))
  const kubeconfig = [
    'apiVersion: v1',
    'kind: Config',
    'current-context: trap',
    `clusters: [{name: trap, cluster: {server: "${trap.url}"}}]`,
    'contexts: [{name: trap, context: {cluster: trap, user: trap}}]',
    'users: [{name: trap, user: {token: trap-token}}]',
  ]
  await writeFile(join(home, 'kubeconfig'), [...kubeconfig, ''].join('\n'))
  const hostile: Record<string, string> = {
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_PROFILE: 'trap',
    AWS_REGION: 'mars-north-1',
    AWS_DEFAULT_REGION: 'mars-north-1',
    AWS_ACCESS_KEY_ID: 'AKIATRAPTRAPTRAPTRA0',
    AWS_SECRET_ACCESS_KEY: 'trap',
    AWS_SESSION_TOKEN: 'trap',
    AWS_ENDPOINT_URL: trap.url,
    AWS_ENDPOINT_URL_RDS: trap.url,
    AWS_ENDPOINT_URL_STS: trap.url,
    AWS_ENDPOINT_URL_CLOUDWATCH: trap.url,
    AWS_ENDPOINT_URL_ROUTE53_RECOVERY_CLUSTER: trap.url,
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_MAX_ATTEMPTS: '9',
    AWS_RETRY_MODE: 'adaptive',
    AWS_SDK_UA_APP_ID: 'trap',
    KUBECONFIG: join(home, 'kubeconfig'),
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: new URL(trap.url).port,
    NODE_USE_ENV_PROXY: '1',
  }
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) {
    hostile[name] = trap.url
  }
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value)
})
afterAll(async () => {
  await rm(home, { recursive: true, force: true })
  vi.unstubAllEnvs()
  await Promise.all([trap.close(), target.close()])
})

function aws(kind: 'aws.rds' | 'aws.cloudwatch', withRole: boolean): () => Binding {
  return () => ({
    kind,
    region: 'us-west-2',
    account: '447120938856',
    endpoint: target.url,
    credentials: {
      accessKeyId: 'file:key',
      secretAccessKey: 'file:secret',
      ...(withRole ? { role, sts: { region: 'us-west-2', endpoint: target.url } } : {}),
    },
  })
}

const rds = {
  globalCluster: 'orderflow-global',
  target: 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2',
}
const lag = { namespace: 'AWS/RDS', metric: 'Lag', dimensions: {}, statistic: 'Maximum', period: 60 }
const incident = { incidentKey: 'orderflow-checkout' }
type Row = [kind: string, binding: () => Binding, parameters: Record<string, ParameterValue>]
const rows: Row[] = [
  ['aws.rds.globalCluster', aws('aws.rds', false), rds],
  ['aws.rds.globalCluster', aws('aws.rds', true), rds],
  ['aws.cloudwatch.metric', aws('aws.cloudwatch', false), lag],
  [
    'aws.arc.routingControls',
    () => ({
      kind: 'aws.arc',
      account: '447120938856',
      endpoints: [{ region: 'us-west-2', url: target.url }],
      credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
    }),
    { controls: { east: `${panel}/routingcontrol/a1e0c4d27f9b3856` }, endpoints: 1 },
  ],
  [
    'kubernetes.nodes',
    () => ({ kind: 'kubernetes', cluster: 'usw2', region: 'us-west-2', server: target.url, token: 'file:token' }),
    {},
  ],
  [
    'pagerduty.incident',
    () => ({ kind: 'pagerduty', endpoint: target.url, from: 'a@b.example', token: 'file:token' }),
    incident,
  ],
  ['prometheus.query', () => ({ kind: 'prometheus', endpoint: target.url, token: 'file:token' }), { query: 'up' }],
  ['store.newestHeartbeat', () => ({ kind: 'http', endpoint: target.url, region: null }), { path: '/heartbeat' }],
]

it.each(rows)(
  '%s goes where its binding says, with its credentials, whatever the process is told',
  async (kind, binding, parameters) => {
    const start = target.seen.length
    const reading = readingFor(kind, binding(), parameters)
    const act = createExecutorRegistry().reading(kind).read(reading, contextFor(binding(), { secrets }))
    await expect(act).rejects.toMatchObject({ kind: 'refused' })
    const requests = target.seen.slice(start)
    expect(requests.length).toBeGreaterThan(0)
    expect(trap.seen).toEqual([])
    const sent = JSON.stringify(requests)
    expect(sent).not.toMatch(/trap|mars-north/i)
    if (kind.startsWith('aws.')) expect(sent).toContain('AKIABOUNDBOUNDBOUND0/')
    if (kind === 'kubernetes.nodes') expect(requests[0]?.headers.authorization).toBe('Bearer bound-token')
    expect(sent).not.toContain(secrets.secret)
  },
)
