import { afterEach, expect, it } from 'vitest'
import type { Binding } from '@/lib/domain/plan/schema/environment'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { ExecutorError } from '@/lib/engine/ports'
import { createExecutorRegistry } from './registry'
import { commandFor, contextFor } from './testing/contexts'
import { localServer, type Answer, type LocalServer } from './testing/local-server'

const secrets = { token: 'canary-token-4711', key: 'AKIACANARYCANARYCANA', secret: 'canary-secret-access-key' }

let server: LocalServer | undefined
afterEach(() => server?.close())

type Row = [
  kind: string,
  binding: (endpoint: string) => Binding,
  parameters: Record<string, ParameterValue>,
  /** The provider's way to say a sentence in a refusal. */
  refusal: (said: string) => Answer,
]
const incident = { incidentId: 'PT4KHLK', text: 'x' }
const rows: Row[] = [
  [
    'aws.rds.failoverGlobalCluster',
    (endpoint) => ({
      kind: 'aws.rds',
      region: 'us-west-2',
      account: '447120938856',
      endpoint,
      credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
    }),
    { globalCluster: 'g', target: 'arn:aws:rds:us-west-2:447120938856:cluster:west', allowDataLoss: true },
    (said) => ({
      status: 400,
      headers: { 'content-type': 'text/xml' },
      text: `<ErrorResponse><Error><Code>InvalidParameterValue</Code><Message>${said}</Message></Error></ErrorResponse>`,
    }),
  ],
  [
    'kubernetes.scale',
    (endpoint) => ({ kind: 'kubernetes', cluster: 'c', region: 'r', server: endpoint, token: 'file:token' }),
    { targets: [{ namespace: 'a', deployment: 'b' }], replicas: 0 },
    (said) => ({ status: 403, json: { kind: 'Status', reason: 'Forbidden', message: said } }),
  ],
  [
    'statuspage.updateIncident',
    (endpoint) => ({ kind: 'statuspage', endpoint, page: 'p', token: 'file:token' }),
    { incidentId: 'p1', status: 'resolved', body: 'x' },
    (said) => ({ status: 422, json: { error: [said] } }),
  ],
  [
    'pagerduty.addNote',
    (endpoint) => ({ kind: 'pagerduty', endpoint, from: 'a@b.example', token: 'file:token' }),
    incident,
    (said) => ({ status: 400, json: { error: { code: 2001, message: said, errors: [said] } } }),
  ],
  [
    'slack.postMessage',
    (endpoint) => ({ kind: 'slack', endpoint, token: 'file:token' }),
    { channel: 'general', text: 'x' },
    (said) => ({ status: 500, text: said }),
  ],
  [
    'checkout.placeOrders',
    (endpoint) => ({ kind: 'http', endpoint, region: null, token: 'file:token' }),
    { path: '/orders', count: 1, sandbox: true },
    (said) => ({ status: 400, json: { reason: said } }),
  ],
]

it.each(rows)('%s never repeats a secret that a provider echoes', async (kind, binding, parameters, refusal) => {
  const canaries = kind.startsWith('aws.') ? `${secrets.key} ${secrets.secret}` : secrets.token
  server = await localServer((request) =>
    refusal(`\u0007you sent ${request.headers.authorization ?? ''} and ${canaries} ${'x'.repeat(400)}`),
  )
  const bound = binding(server.url)
  const command = commandFor(kind, bound, parameters)
  const act = createExecutorRegistry().action(kind).execute(command, contextFor(bound, { secrets }))
  const error: unknown = await act.catch((thrown: unknown) => thrown)
  if (!(error instanceof ExecutorError)) throw new Error(`expected an ExecutorError, not ${String(error)}`)
  expect(server.seen.length).toBeGreaterThan(0)
  const said = `${error.code} ${error.message} ${error.requestId ?? ''}`
  expect(said).not.toMatch(/canary|AKIACANARY/i)
  expect(said).not.toMatch(/[\u0000-\u001f]/)
  expect(error.message.length).toBeLessThanOrEqual(300)
  expect(command.text).not.toMatch(/canary/i)
})
