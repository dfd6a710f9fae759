import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'

export interface ContractCase {
  kind: string
  /** A system of the lab's environment file. */
  system: string
  /** `{incident}` stands for the id of an incident the suite opens first, at PagerDuty or on the status page. */
  parameters: Record<string, ParameterValue>
  /** The state-changing request as the lab names it, for faults and its effect log. */
  change: { system: string; operation: string }
  /** Accepted effects that one execution leaves. */
  effects: number
  undo: 'restores' | 'compensates' | 'none'
  /** Of a kind whose effect has parts: what does, and what of it takes back, only some of them. */
  half?: { act: Record<string, ParameterValue>; back?: { by: 'undo' | 'act'; with: Record<string, ParameterValue> } }
}

const panel = 'arn:aws:route53-recovery-control::447120938856:controlpanel/5f1c0de7b3a94c2e8d61a7f0429b3c58'
const clusters = {
  east: 'arn:aws:rds:us-east-1:447120938856:cluster:orderflow-use1',
  west: 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2',
}
const apis = [
  { namespace: 'checkout', deployment: 'checkout-api' },
  { namespace: 'payments', deployment: 'payments-api' },
]

const eastWrites = { arn: `${panel}/routingcontrol/c93f8a0b51d7e264`, name: 'gate', state: 'On' }
const armed = { arn: `${panel}/routingcontrol/d4b6e7180fa2c95d`, name: 'armed', state: 'On' }
const frozen = { resource: 'namespace', annotations: { 'orderflow.example/dr-freeze': 'INC-1' } }
const promoted = {
  env: { ORDERFLOW_REGION_ROLE: 'primary', ORDERFLOW_NEW: 'yes' },
  annotations: { 'orderflow.example/region-role': 'primary' },
}

/** One example of every kind of action that touches the world, as the lab can carry it out. */
export const contractCases: readonly ContractCase[] = [
  {
    kind: 'aws.rds.failoverGlobalCluster',
    system: 'aurora-promote',
    parameters: { globalCluster: 'orderflow-global', target: clusters.west, allowDataLoss: true },
    change: { system: 'rds', operation: 'FailoverGlobalCluster' },
    effects: 1,
    undo: 'none',
  },
  {
    kind: 'aws.rds.switchoverGlobalCluster',
    system: 'aurora-promote-east',
    parameters: { globalCluster: 'orderflow-global', target: clusters.west },
    change: { system: 'rds', operation: 'SwitchoverGlobalCluster' },
    effects: 1,
    undo: 'restores',
  },
  {
    kind: 'aws.arc.updateRoutingControlStates',
    system: 'routing',
    parameters: { controls: [eastWrites, armed] },
    change: { system: 'arc', operation: 'UpdateRoutingControlStates' },
    effects: 1,
    undo: 'restores',
    half: { act: { controls: [eastWrites] }, back: { by: 'undo', with: { controls: [eastWrites] } } },
  },
  {
    kind: 'kubernetes.annotate',
    system: 'kubernetes-west',
    parameters: { ...frozen, names: ['checkout', 'payments'] },
    change: { system: 'kubernetes', operation: 'PATCH namespaces' },
    effects: 2,
    undo: 'restores',
    half: { act: { ...frozen, names: ['checkout'] }, back: { by: 'undo', with: { ...frozen, names: ['checkout'] } } },
  },
  {
    kind: 'kubernetes.scale',
    system: 'kubernetes-east',
    parameters: { targets: apis, replicas: 0 },
    change: { system: 'kubernetes', operation: 'PATCH deployments/scale' },
    effects: 2,
    undo: 'restores',
    half: {
      act: { targets: apis.slice(0, 1), replicas: 0 },
      back: { by: 'undo', with: { targets: apis.slice(0, 1), replicas: 0 } },
    },
  },
  {
    kind: 'kubernetes.patchAutoscaler',
    system: 'kubernetes-west',
    parameters: {
      namespace: 'checkout',
      name: 'checkout-api',
      minReplicas: 24,
      maxReplicas: 60,
      disableScaleDown: true,
    },
    change: { system: 'kubernetes', operation: 'PATCH horizontalpodautoscalers' },
    effects: 1,
    undo: 'restores',
    half: {
      act: { namespace: 'checkout', name: 'checkout-api', minReplicas: 24 },
      back: { by: 'act', with: { namespace: 'checkout', name: 'checkout-api', minReplicas: 8 } },
    },
  },
  {
    kind: 'kubernetes.rollout',
    system: 'kubernetes-west',
    parameters: { ...promoted, targets: apis },
    change: { system: 'kubernetes', operation: 'PATCH deployments' },
    effects: 2,
    undo: 'restores',
    half: {
      act: { ...promoted, targets: apis.slice(0, 1) },
      back: { by: 'undo', with: { ...promoted, targets: apis.slice(0, 1) } },
    },
  },
  {
    kind: 'slack.postMessage',
    system: 'slack',
    parameters: { channel: '#incidents-exec', text: 'We are preparing to move. No reply is needed.' },
    change: { system: 'slack', operation: 'chat.postMessage' },
    effects: 1,
    undo: 'compensates',
  },
  {
    kind: 'statuspage.createIncident',
    system: 'statuspage',
    parameters: {
      name: 'Checkout unavailable',
      status: 'identified',
      body: 'We know the cause.',
      componentIds: ['cmpcheckout'],
      componentStatus: 'major_outage',
    },
    change: { system: 'statuspage', operation: 'POST incidents' },
    effects: 1,
    undo: 'compensates',
  },
  {
    kind: 'statuspage.updateIncident',
    system: 'statuspage',
    parameters: { incidentId: '{incident}', status: 'monitoring', body: 'Service is back.' },
    change: { system: 'statuspage', operation: 'PATCH incidents/{id}' },
    effects: 1,
    undo: 'compensates',
    half: { act: { incidentId: '{incident}', status: 'monitoring', body: 'Other words.' } },
  },
  {
    kind: 'pagerduty.addNote',
    system: 'pagerduty',
    parameters: { incidentId: '{incident}', text: 'A region failover is being prepared.' },
    change: { system: 'pagerduty', operation: 'POST /incidents/{id}/notes' },
    effects: 1,
    undo: 'compensates',
  },
  {
    kind: 'pagerduty.resolve',
    system: 'pagerduty',
    parameters: { incidentId: '{incident}', text: 'Checkout is served from us-west-2.' },
    change: { system: 'pagerduty', operation: 'PUT /incidents/{id}' },
    effects: 1,
    undo: 'none',
  },
  {
    kind: 'checkout.placeOrders',
    system: 'checkout-east',
    parameters: { path: '/orders', count: 3, sandbox: true },
    change: { system: 'checkout', operation: 'POST orders' },
    effects: 3,
    undo: 'none',
  },
]
