import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'checkout.placeOrders',
      system: 'checkout-east',
      parameters: { path: '/orders', count: 3, sandbox: true },
      change: { system: 'checkout', operation: 'POST orders' },
      effects: 3,
      undo: 'none',
      blind: true,
    },
  ],
  readings: [
    ['store.newestHeartbeat', 'store-west', { path: '/heartbeat/newest' }, { region: 'us-east-1', inRecovery: true }],
    ['store.heartbeatWrite', 'store-global', { path: '/heartbeat' }, { accepted: true, region: 'us-east-1' }],
    ['store.writeProbe', 'store-east', { path: '/writes/probe' }, { accepted: true, rejected: false }],
    ['store.writeProbe', 'store-west', { path: '/writes/probe' }, { accepted: false, rejected: true }],
    ['witness.acknowledged', 'witness', { path: '/' }, {}],
    ['witness.loss', 'witness', { path: '/' }, { measured: false, orders: null, seconds: null, heartbeats: null }],
    ['synthetic.monitor', 'vantage-eu', { path: '/status' }, { ok: true, firstFailedAt: null }],
    ['http.get', 'witness', { path: '/' }, { status: 200, ok: true }],
    ['http.get', 'witness', { path: '/nothing' }, { status: 404, ok: false }],
  ],
}
