import { afterEach, beforeEach, expect, it } from 'vitest'
import { latestReadings } from '@/lib/db/latest-readings'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import type { Asking } from '@/lib/domain/posture/question'
import { askedReadings } from '@/lib/domain/posture/asked-readings'
import { standingReadings } from '@/lib/domain/posture/standing-readings'
import { readingPath } from '@/lib/domain/posture/sample'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { ExecutorRegistry, Ports } from '@/lib/engine/ports'
import { ExecutorError } from '@/lib/engine/ports'
import { RecordQueue } from '@/lib/engine/record-queue'
import { sampleReadings } from '@/lib/engine/sample-readings'
import { sharedController } from '@/lib/engine/shared-controller'
import { IncidentWatch } from '@/lib/engine/watch-incident'
import { engineScene } from '@/lib/testing/engine-scene'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import * as night from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { createDatabaseClock } from './database-clock'
import { createDesk, createLeases, createReadings } from './database-desk'

let test: IncidentDesk
let asked: string[]
let ports: Ports
const listener = { subscribe: () => () => undefined, state: () => 'polling' as const, close: () => Promise.resolve() }

const pinned: Asking = frozenPlan()
const gate = runbookOf(pinned.plan, 'region-failover').gates.find(({ id }) => id === 'P3')
const reading = readingPath(gate?.check[0]?.reading ?? '').reading
const system = pinned.plan.readings.find(({ id }) => id === reading)?.system ?? ''
const before = 'http://127.0.0.1:9'
const after = 'http://127.0.0.1:10'

beforeEach(async () => {
  test = await createIncidentDesk()
  asked = []
  const clock = createDatabaseClock(test.database)
  await clock.synchronise()
  /** Counts no violation at the old address, five at the new one. All else is silent. */
  const answers: ExecutorRegistry['reading'] = (kind) => ({
    kind,
    read({ id }, { binding, now }) {
      const endpoint = 'endpoint' in binding ? String(binding.endpoint) : ''
      asked.push(`${id} ${endpoint}`)
      if (id !== reading) return Promise.reject(new ExecutorError('unreachable', 'silent', 'silent'))
      const observedAt = new Date(now()).toISOString()
      return Promise.resolve({ id, fields: { value: endpoint === before ? 0 : 5 }, observedAt, source: endpoint })
    },
  })
  const unused = engineScene(night.declared(), 'S1', {}).hands.ports
  ports = {
    ...unused,
    clock,
    registry: { ...unused.registry, reading: answers },
    readings: createReadings(test.database),
    desk: createDesk(test.database, 'w-1', listener),
    leases: createLeases(test.database, 'w-1'),
  }
})
afterEach(() => test.drop())

async function importVersion({ plan, environment }: Asking): Promise<void> {
  const { database } = test
  const [version, bound] = [canonicalPlan(plan), canonicalEnvironment(environment)]
  const ofPlan = { hash: version.hash, key: plan.key, content: version.content, source: 'test', importedBy: 'test' }
  await database.planVersion.upsert({ where: { hash: version.hash }, create: ofPlan, update: {} })
  await database.planHead.update({ where: { key: plan.key }, data: { hash: version.hash } })
  const of = { planKey: plan.key, name: environment.name, hash: bound.hash }
  const ofEnvironment = { ...of, content: bound.content }
  await database.environmentVersion.upsert({ where: { hash: bound.hash }, create: ofEnvironment, update: {} })
  const place = { planKey_name: { planKey: plan.key, name: environment.name } }
  await database.environmentHead.update({ where: place, data: { hash: bound.hash } })
}

/** One round of whatever there is to take. */
async function sample(): Promise<void> {
  const [watched] = await ports.desk.environments()
  if (watched === undefined) throw new Error('nothing is watched')
  const ended = sharedController()
  // Whoever would wait for the next round waits for the end: every question is asked in one round.
  const wait = () => new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()))
  const sampling = sampleReadings({ ...ports, clock: { ...ports.clock, wait } }, watched, ended.signal)
  const expected = askedReadings(watched.asked).flatMap(({ ids }) => ids).length
  while ((await test.database.readingLatest.count()) < expected) await new Promise((resolve) => setTimeout(resolve, 20))
  ended.abort()
  await sampling
}

async function judgedGate(incidentId: string): Promise<string | undefined> {
  const lease = await ports.leases.acquire(`incident:${incidentId}`, null)
  if (lease === null) throw new Error('the lease is taken')
  const stream = ports.desk.incident(incidentId, lease)
  const queue = new RecordQueue(stream)
  const journal = { ...stream, record: (...commands: readonly WorkerCommand[]) => queue.record(commands) }
  await new IncidentWatch(ports, journal).look(await journal.load())
  await lease.release()
  return (await journal.load()).state.gates['region-failover/P3']?.verdict
}

function rebound(): Asking {
  const { plan, environment } = structuredClone(pinned)
  const binding = environment.systems[system]
  if (binding === undefined || !('endpoint' in binding)) throw new Error(`${system} has no endpoint`)
  expect(binding.endpoint).toBe(before)
  binding.endpoint = after
  return { plan, environment }
}

it('an import in the middle of an incident leaves its gate the answer of the system it is pinned to', async () => {
  const { id } = await test.write(night.declared())
  const [alone] = await ports.desk.environments()
  expect(alone?.asked).toHaveLength(1)
  const newest = rebound()
  await importVersion(newest)
  const [both] = await ports.desk.environments()
  expect(both?.asked).toHaveLength(2)
  expect(both?.hash).not.toBe(alone?.hash)
  await sample()
  expect((await latestReadings(test.database, pinned))[reading]).toMatchObject({ fields: { value: 0 }, source: before })
  expect((await latestReadings(test.database, newest))[reading]).toMatchObject({ fields: { value: 5 }, source: after })
  expect(await judgedGate(id)).toBe('met')
})

it('each question is asked once a round: twice only what the versions ask otherwise', async () => {
  await test.write(night.declared())
  await importVersion(rebound())
  await sample()
  const standing = standingReadings(pinned.plan)
  const twice = pinned.plan.readings.filter((one) => one.system === system && standing.includes(one.id))
  expect(twice.length).toBeLessThan(standing.length)
  expect(asked.map((one) => one.split(' ')[0]).sort()).toEqual([...standing, ...twice.map(({ id }) => id)].sort())
  expect(asked.filter((one) => one.endsWith(after))).toHaveLength(twice.length)
})

it('what only the pinned plan reads goes on, and ends with the incident', async () => {
  const { id } = await test.write(night.declared())
  const { plan, environment } = structuredClone(pinned)
  for (const runbook of plan.runbooks) runbook.gates = runbook.gates.filter(({ id: one }) => one !== gate?.id)
  plan.disasterClasses = plan.disasterClasses.map((one) => ({ ...one, refusedWhen: [] }))
  plan.readings = plan.readings.filter((one) => one.id !== reading)
  await importVersion({ plan, environment })
  await sample()
  expect(await judgedGate(id)).toBe('met')
  await test.database.incident.update({ where: { id }, data: { closedAt: new Date() } })
  const [watched] = await ports.desk.environments()
  expect(watched?.asked).toHaveLength(1)
  expect(watched?.plan.readings.map((one) => one.id)).not.toContain(reading)
})
