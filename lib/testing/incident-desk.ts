import { expect } from 'vitest'
import { saveReading } from '@/lib/db/save-reading'
import { readStream } from '@/lib/db/read-stream'
import { verifyChain } from '@/lib/domain/journal/chain'
import { noIncident } from '@/lib/domain/plan/reference/bindings'
import { questionOf, type Asking } from '@/lib/domain/posture/question'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { RecordedEvent } from '@/lib/domain/run/events/event'
import { eventOf } from '@/lib/domain/run/events/stored-event'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { project } from '@/lib/domain/run/project/project'
import type { IncidentRows } from '@/lib/domain/run/rows'
import { incidentRows } from '@/lib/domain/run/rows'
import type { IncidentState } from '@/lib/domain/run/state'
import type { Asker } from '@/lib/services/mutation'
import type { IncidentStory } from './incident-story'
import { fillPeople, fillPlan, writeStory } from './fill-desk'
import { frozenPlan } from './read-frozen-plan'
import { createTestDatabase, type TestDatabase } from './test-database'

/** A database with the sample plan, its lab environment and its people, for tests of what services write. */
export interface IncidentDesk extends TestDatabase {
  as(person: string, account?: string): Asker
  /** Writes a told history as the stream it would be, with requests that do not expire while the test runs. */
  write(story: IncidentStory): Promise<IncidentState>
  /** Readings as a worker would have taken them just now: 0.7 s would be lost. */
  readNow(): Promise<void>
  entries(incidentId: string): Promise<RecordedEvent[]>
  /** Fails unless every stream folds, verifies, and gives the read tables row for row. */
  expectProjected(): Promise<void>
}

/** `plan` stands in the place of the sample plan, under its hash, so that stories of the sample plan fit it. */
export async function createIncidentDesk(plan: Plan = frozenPlan().plan): Promise<IncidentDesk> {
  const test = await createTestDatabase()
  const { database } = test
  const sample = frozenPlan()
  await fillPlan(database, { ...sample, plan })
  await fillPeople(database, plan.key)
  const entries = async (incidentId: string) => {
    const stream = await readStream(database, incidentStream(incidentId))
    return stream.map(eventOf)
  }
  return {
    ...test,
    as: (person, account = `account-${person}`) => ({ database, person, account }),
    entries,
    write: (story) => writeStory(database, story),
    async readNow() {
      const { plan, environment } = frozenPlan()
      const observedAt = new Date()
      const answers = {
        witness: { lastAt: '2026-11-19T02:41:07.000Z', ratePerSecond: 1_329 },
        'west-heartbeat': { writtenAt: '2026-11-19T02:41:06.300Z' },
        'east-member': { targetIsWriter: true },
      }
      for (const [name, value] of Object.entries(answers))
        await saveReading(database, { ...answerTo({ plan, environment }, name), observedAt, value })
    },
    async expectProjected() {
      for (const { id } of await database.incident.findMany({ select: { id: true } })) {
        const stream = await readStream(database, incidentStream(id))
        expect(verifyChain(stream).broken).toBeNull()
        const state = project(null, stream.map(eventOf))
        expect(await readTables(test, id)).toEqual(state === null ? null : incidentRows(state))
      }
    },
  }
}

/** Whose answer a reading is that a worker would have saved. */
export function answerTo({ plan, environment }: Asking, name: string) {
  const question = questionOf({ plan, environment }, name, noIncident)
  return { planKey: plan.key, environment: environment.name, name, question, source: 'test' }
}

/** The read tables of an incident, in the words and the order of `incidentRows`. */
async function readTables({ database }: TestDatabase, id: string): Promise<IncidentRows> {
  const text = (time: Date | null) => time?.toISOString() ?? null
  const incident = await database.incident.findUniqueOrThrow({ where: { id } })
  const runs = await database.run.findMany({ where: { incidentId: id }, orderBy: { id: 'asc' } })
  const steps = await database.step.findMany({ where: { run: { incidentId: id } } })
  const requests = await database.approvalRequest.findMany({ where: { incidentId: id } })
  const state = project(null, (await readStream(database, incidentStream(id))).map(eventOf))
  const order = state === null ? null : incidentRows(state)
  const inOrder = <Row>(rows: Row[], keys: string[] | undefined, key: (row: Row) => string) =>
    rows.toSorted((a, b) => (keys?.indexOf(key(a)) ?? 0) - (keys?.indexOf(key(b)) ?? 0))
  return {
    incident: {
      ...incident,
      sequence: Number(incident.sequence),
      proposedAt: incident.proposedAt.toISOString(),
      declaredAt: text(incident.declaredAt),
      closedAt: text(incident.closedAt),
    },
    runs: runs.map((run) => ({
      ...run,
      startedAt: run.startedAt.toISOString(),
      goAt: text(run.goAt),
      endedAt: text(run.endedAt),
    })),
    steps: inOrder(
      steps.map((step) => ({ ...step, startedAt: text(step.startedAt), endedAt: text(step.endedAt) })),
      order?.steps.map(({ runId, stepId }) => `${runId}/${stepId}`),
      ({ runId, stepId }) => `${runId}/${stepId}`,
    ),
    requests: inOrder(
      requests.map((request) => ({
        ...request,
        requestedAt: request.requestedAt.toISOString(),
        expiresAt: request.expiresAt.toISOString(),
      })),
      order?.requests.map((request) => request.id),
      (request) => request.id,
    ),
  }
}
