import type { LabListener, LabSystem } from '../core/contract'
import type { OrderFlowLab } from './order-flow-lab'
import { createStoreListeners } from './store-listeners'
import { createVantagePoint, type VantagePoint, type VantagePointSnapshot } from './vantage-point'
import { createWitnessListener } from './witness-listener'

/** Three continents, so that no single provider's trouble looks like the region's. */
const vantageNames = ['eu', 'ap', 'sa']

/** What can be seen of OrderFlow from outside: witness, stores, vantage points. */
export function createWorldSystem(lab: OrderFlowLab): LabSystem & { vantage(): Record<string, object> } {
  const points = new Map(vantageNames.map((name): [string, VantagePoint] => [name, createVantagePoint(lab)]))
  for (const point of points.values()) point.start()
  return {
    listeners: [
      createWitnessListener(lab),
      ...createStoreListeners(lab),
      ...[...points].map(([name, point]) => vantageListener(name, point)),
    ],
    vantage: () => Object.fromEntries([...points].map(([name, point]) => [name, point.status()])),
    snapshot: () => Object.fromEntries([...points].map(([name, point]) => [name, point.snapshot()])),
    restore: (snapshot) => {
      for (const [name, kept] of Object.entries(snapshot as Record<string, VantagePointSnapshot>)) {
        points.get(name)?.restore(kept)
      }
    },
    close: async () => {
      for (const point of points.values()) point.stop()
    },
  }
}

function vantageListener(name: string, point: VantagePoint): LabListener {
  return {
    name: `vantage.${name}`,
    system: 'vantage',
    region: null,
    management: false,
    immune: true,
    operation: () => 'GET status',
    handle: async (request) =>
      request.method === 'GET' && request.path === '/status'
        ? { status: 200, body: point.status() }
        : { status: 404, body: { error: 'GET /status' } },
  }
}
