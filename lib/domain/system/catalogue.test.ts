import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { actionDefinition, actionDefinitions, readingDefinition, readingDefinitions } from './catalogue'
import { actionReference } from './reference/action-reference'

const all = [...actionDefinitions(), ...readingDefinitions()]

describe('the catalogue', () => {
  it('names every kind once', () => {
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length)
  })

  it('finds a kind by its name and nothing by another', () => {
    expect(actionDefinition('kubernetes.scale')?.title).toBe('Scale deployments')
    expect(readingDefinition('prometheus.query')?.fields).toEqual({ value: 'number', samples: 'number' })
    expect(actionDefinition('prometheus.query')).toBeUndefined()
    expect(readingDefinition('constructor')).toBeUndefined()
  })

  it('is documented, with the words of every command, in docs/actions.md', async () => {
    const file = fileURLToPath(new URL('../../../docs/actions.md', import.meta.url))
    await expect(actionReference()).toMatchFileSnapshot(file)
  })
})

const arn = 'arn:aws:rds:us-west-2:123456789012:cluster:orders'
const refs = [{ namespace: 'a', deployment: 'b' }]
it.each([
  ['aws.rds.failoverGlobalCluster', { globalCluster: 'g', target: 'orders', allowDataLoss: true }, 'the ARN of a DB'],
  ['aws.rds.failoverGlobalCluster', { globalCluster: 'g', target: arn, allowDataLoss: false }, 'accepts the loss'],
  [
    'aws.rds.failoverGlobalCluster',
    { globalCluster: '--no-sign-request', target: arn, allowDataLoss: true },
    'letters',
  ],
  ['kubernetes.scale', { targets: [{ namespace: '-n', deployment: 'b' }], replicas: 1 }, 'a namespace'],
  ['kubernetes.scale', { targets: [...refs, ...refs], replicas: 1 }, 'named twice'],
  ['kubernetes.scale', { targets: refs, replicas: -1 }, '>=0'],
  ['kubernetes.annotate', { resource: 'deployment', names: ['a'], annotations: { k: 'v' } }, 'need a namespace'],
  ['kubernetes.annotate', { resource: 'namespace', names: ['a;rm'], annotations: { k: 'v' } }, 'an object name'],
  ['kubernetes.annotate', { resource: 'namespace', names: ['a'], annotations: {} }, 'at least one'],
  ['kubernetes.patchAutoscaler', { namespace: 'a', name: 'b', minReplicas: 9, maxReplicas: 3 }, 'raise both'],
  ['kubernetes.rollout', { targets: refs, env: { 'A B': 'x' } }, 'environment variable'],
  ['kubernetes.rollout', { targets: refs, annotations: { 'breakwater/attempt': 'x' } }, 'set by the console'],
  ['slack.postMessage', { channel: '#A B', text: 'x' }, 'a channel name'],
  ['slack.postMessage', { channel: 'a', text: ' ' }, 'say something'],
  [
    'statuspage.createIncident',
    { name: 'a', status: 'identified', body: 'b', componentStatus: 'operational' },
    'componentIds',
  ],
  ['pagerduty.resolve', { incidentId: '../services' }, 'the id of a PagerDuty incident'],
  ['checkout.placeOrders', { path: '//evil.example', count: 1, sandbox: true }, 'no //'],
  ['console.scheduleFailback', { notBefore: '48', window: '03:00-05:00 UTC' }, '48h'],
])('%s refuses %j and says what to write', (kind, parameters, words) => {
  const result = actionDefinition(kind)?.parameters.safeParse(parameters)
  expect(result?.success).toBe(false)
  expect(result?.error?.issues.map((issue) => issue.message).join('; ')).toContain(words)
})
