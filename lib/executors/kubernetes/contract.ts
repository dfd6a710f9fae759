import type { Contract } from '../check/contract'

const apis = [
  { namespace: 'checkout', deployment: 'checkout-api' },
  { namespace: 'payments', deployment: 'payments-api' },
]
const frozen = { resource: 'namespace', annotations: { 'orderflow.example/dr-freeze': 'INC-1' } }
const promoted = {
  env: { ORDERFLOW_REGION_ROLE: 'primary', ORDERFLOW_NEW: 'yes' },
  annotations: { 'orderflow.example/region-role': 'primary' },
}

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
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
  ],
  readings: [
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
  ],
}
