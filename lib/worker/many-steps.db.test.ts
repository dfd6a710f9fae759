import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase, type Database } from '@/lib/db/client'
import { foldWhole } from '@/lib/db/incident/fold-incident'
import { listen, type Listener } from '@/lib/db/listen'
import { readStream } from '@/lib/db/read-stream'
import { eventOf } from '@/lib/domain/run/events/stored-event'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { ExecutorRegistry, Observation, SendContext } from '@/lib/engine/ports'
import { sharedController } from '@/lib/engine/shared-controller'
import { runWorker } from '@/lib/engine/worker'
import { fillPeople, fillPlan, writeStory } from '@/lib/testing/fill-desk'
import { IncidentStory } from '@/lib/testing/incident-story'
import { widePlan } from '@/lib/testing/simulation/simulated-plan'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { createDatabaseClock } from './database-clock'
import { createDesk, createLeases, createReadings, createServing } from './database-desk'

const steps = 400
/** Milliseconds in which a target answers. */
const answersIn = 50

let test: TestDatabase
let database: Database
let listener: Listener
beforeEach(async () => {
  test = await createTestDatabase()
  database = createDatabase(test.url, { name: 'breakwater-worker', connections: 10 })
  listener = await listen(test.url)
})
afterEach(async () => {
  await listener.close()
  await database.$disconnect()
  await test.drop()
})

/** Targets that take their time, and readings in which every step's field is as it wants it; what they were sent. */
function slowTargets(): { registry: ExecutorRegistry; sent: string[] } {
  const sent: string[] = []
  const nothing = { requestId: null, facts: {}, outputs: {} }
  const look = async ({ idempotencyKey }: { idempotencyKey: string }): Promise<Observation> => {
    await wait(answersIn)
    const effect = sent.includes(idempotencyKey) ? 'present' : 'absent'
    return { effect, facts: {}, outputs: {}, detail: 'as asked' }
  }
  const send = async (context: SendContext) => {
    await context.leave()
    sent.push(context.idempotencyKey)
    await wait(answersIn)
    return nothing
  }
  const fields = Object.fromEntries(Array.from({ length: steps }, (_, index) => [`w${index + 1}`, true]))
  return {
    sent,
    registry: {
      action: (kind) => ({
        kind,
        hidesFor: 0,
        observe: (_, context) => look(context),
        before: () => Promise.resolve({ untouched: true }),
        execute: (_, context) => send(context),
        undo: (_, _before, context) => send(context),
        undone: (_, _before, context) => look(context),
      }),
      notice: (way) => ({ way, send: () => Promise.resolve(nothing) }),
      reading: (kind) => ({
        kind,
        read: ({ id }, { now }) =>
          Promise.resolve({ id, observedAt: new Date(now()).toISOString(), source: 'slow', fields }),
      }),
    },
  }
}

it('400 steps side by side are all done once by one worker that keeps its lease, however slow their targets', async () => {
  const sample = widePlan(steps)
  await fillPlan(database, sample)
  await fillPeople(database, sample.plan.key)
  const story = new IncidentStory('live', sample)
  story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'us-east-1 is dark' })
  story.by('mara-okafor', { type: 'start-run', runbook: sample.plan.runbooks[0]?.id ?? '' })
  story.by('mara-okafor', { type: 'give-go', runId: story.runId() })
  const { id } = await writeStory(database, story)

  const { registry, sent } = slowTargets()
  const clock = createDatabaseClock(database)
  await clock.synchronise()
  const stop = sharedController()
  const working = runWorker(
    {
      clock,
      registry,
      readings: createReadings(database),
      desk: createDesk(database, 'one-worker', listener),
      leases: createLeases(database, 'one-worker'),
      serving: createServing(database, 'one-worker'),
      secret: () => Promise.resolve(''),
      consoleUrl: 'http://console.test',
      reach: () => Promise.resolve(),
      note: () => undefined,
    },
    stop.signal,
  )
  try {
    await expect
      .poll(async () => (await database.run.findFirst({ where: { incidentId: id } }))?.status, {
        timeout: 90_000,
        interval: 1_000,
      })
      .toBe('completed')
  } finally {
    stop.abort()
    await working
  }

  const [run] = (await foldWhole(database, id))?.runs ?? []
  expect(run?.ended?.outcome).toBe('recovered')
  expect(Object.values(run?.steps ?? {}).filter(({ status }) => status === 'succeeded')).toHaveLength(steps)
  expect([sent.length, new Set(sent).size]).toEqual([steps, steps])
  const entries = (await readStream(database, incidentStream(id))).map(eventOf)
  const tokens = entries.flatMap(({ actor }) => (actor.kind === 'worker' ? [actor.token] : []))
  expect(new Set(tokens), 'a lease that is lost is taken again under a larger token').toEqual(new Set([1]))
}, 120_000)
