import type { LabEffect } from '@/cli/rehearse/critical-path'
import type { RehearsalLab } from '@/cli/rehearse/start-lab'

/** The lab's control API: what happens to the world, and what was done to it. */
export interface LabControl {
  reset(): Promise<void>
  fail(region: string, mode?: 'dark' | 'dark-hang' | 'cut-off'): Promise<void>
  heal(region: string): Promise<void>
  lag(milliseconds: number): Promise<void>
  fault(fault: {
    kind: 'deny' | 'throttle' | 'slow' | 'reply-lost' | 'stuck'
    system: string
    operation?: string
    remaining?: number
    delayMilliseconds?: number
  }): Promise<void>
  clearFaults(): Promise<void>
  acknowledge(): Promise<void>
  effects(): Promise<LabEffect[]>
  state(): Promise<LabWorld>
  variables: Readonly<Record<string, string>>
  secrets: string
}

/** What the lab says of itself, as far as tests ask. */
export interface LabWorld {
  writer: string
  storesTakingWrites: string[]
  replication: { configuredLagMilliseconds: number }
  regions: { region: string; writeGateClosed: boolean; store: { takesWrites: boolean } }[]
  workloads: { region: string; name: string; desired: number; ready: number; role: string }[]
  witness: { orders: { acknowledged: number }; loss: { orders: number; heartbeats: number; seconds: number } | null }
}

export function labControl(lab: RehearsalLab): LabControl {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${lab.control}${path}`, init)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const post = async (path: string, body: object = {}) => void (await call('POST', path, body))
  return {
    reset: () => post('/reset'),
    fail: (region, mode = 'dark') => post(`/regions/${region}/fail`, { mode }),
    heal: (region) => post(`/regions/${region}/heal`),
    lag: (milliseconds) => post('/lag', { store: 'orders', milliseconds }),
    fault: (fault) => post('/faults', fault),
    clearFaults: async () => void (await call('DELETE', '/faults')),
    acknowledge: () => post('/acknowledge'),
    effects: async () => (await call('GET', '/effects')) as LabEffect[],
    state: async () => (await call('GET', '/state')) as LabWorld,
    variables: lab.variables,
    secrets: lab.secrets,
  }
}
