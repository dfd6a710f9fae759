import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabEffect } from '@/cli/rehearse/critical-path'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { connectLab } from '@/cli/rehearse/connect-lab'
import { startLab, type RehearsalLab } from '@/cli/rehearse/start-lab'
import type { Database } from '@/lib/db/client'
import { vi } from 'vitest'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { Drill } from './drill'
import { quickPlan, quickScale, quickServiceTimes } from './quick-plan'
import { createTestDatabase } from './test-database'

// A drill takes seconds on a quiet machine; what it waits for has limits of its own, which say what is missing.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

export interface EngineLab {
  /** A fresh incident-to-be: the lab as at its first start, a database of its own, nobody at work yet. */
  drill(files?: PlanFiles): Promise<Drill>
  /** The same on a database of the caller's. */
  drillOn(database: Database, databaseUrl: string): Promise<Drill>
  stop(): Promise<void>
}

/** One lab for a test file; its drills follow one another. */
export async function startEngineLab(): Promise<EngineLab> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-engine-'))
  await chmod(directory, 0o711)
  const cleanUp = createCleanUp()
  const lab = await startLab({
    dataDirectory: join(directory, 'lab'),
    timeScale: quickScale,
    serviceTimes: quickServiceTimes,
    onLost: (words) => void process.stderr.write(`${words}\n`),
    cleanUp,
  })
  const control = labControl(lab)
  const connect = async (
    database: Database,
    databaseUrl: string,
    undo: (() => Promise<unknown>)[],
    files: PlanFiles,
  ) => {
    await control.reset()
    const say = () => undefined
    const connected = await connectLab(database, lab, { files, environment: 'lab', timeScale: quickScale, say })
    undo.push(connected.stop)
    return new Drill({ database, databaseUrl, planKey: connected.planKey, secrets: lab.secrets }, control, undo)
  }
  return {
    async drill(files) {
      const own = await createTestDatabase()
      const undo: (() => Promise<unknown>)[] = [() => own.drop()]
      return connect(own.database, own.url, undo, files ?? (await quickPlan()))
    },
    drillOn: async (database, databaseUrl) => connect(database, databaseUrl, [], await quickPlan()),
    async stop() {
      await cleanUp.run()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

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

function labControl(lab: RehearsalLab): LabControl {
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
