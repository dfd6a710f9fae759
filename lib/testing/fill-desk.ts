import type { Actor } from '@/lib/domain/access/actor'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { IncidentState } from '@/lib/domain/run/state'
import type { Database } from '@/lib/db/client'
import { IncidentPen } from '@/lib/db/incident/incident-pen'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import type { IncidentStory } from './incident-story'
import { frozenDirectory } from './read-frozen-directory'
import type { FrozenPlan } from './read-frozen-plan'

/** A plan and an environment of it, as imported. */
export async function fillPlan(database: Database, { plan, planHash: hash, environment }: FrozenPlan): Promise<void> {
  const { content } = canonicalPlan(plan)
  await database.planVersion.create({ data: { hash, key: plan.key, content, source: 'test', importedBy: 'test' } })
  await database.planHead.create({ data: { key: plan.key, hash } })
  const bound = canonicalEnvironment(environment)
  const of = { planKey: plan.key, name: environment.name, hash: bound.hash }
  await database.environmentVersion.create({ data: { ...of, content: bound.content } })
  await database.environmentHead.create({ data: of })
}

/** The sample's people, each with two accounts, their roles and their duties in the plan. */
export async function fillPeople(database: Database, planKey: string): Promise<void> {
  const { persons } = frozenDirectory()
  await database.person.createMany({
    data: persons.map(({ id, name, title }) => ({ id, name, shortName: name, title })),
  })
  await database.user.createMany({
    // The second is the one that stories are told with.
    data: persons.flatMap(({ id }) => [
      { id: `account-${id}`, personId: id, login: id },
      { id, personId: id, login: `${id}-told` },
    ]),
  })
  await database.roleGrant.createMany({
    data: persons.flatMap(({ id, roles }) => roles.map((role) => ({ personId: id, role }))),
  })
  await database.dutyHolder.createMany({
    data: persons.flatMap(({ id, duties }) => duties.map((duty) => ({ planKey, duty, personId: id }))),
  })
}

/** Writes a told history as the stream it would be, with requests that do not expire while it is used. */
export async function writeStory(database: Database, story: IncidentStory): Promise<IncidentState> {
  const batches: { actor: Actor; events: IncidentEvent[] }[] = []
  for (const { actor, type, payload } of story.events) {
    const event = { type, payload } as IncidentEvent
    if (event.type === 'approval.requested') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
      event.payload = { ...event.payload, expiresAt }
    }
    const last = batches.at(-1)
    if (JSON.stringify(last?.actor) === JSON.stringify(actor)) last?.events.push(event)
    else batches.push({ actor, events: [event] })
  }
  return withTransaction(database, async (tx) => {
    const pen = new IncidentPen(await lockStream(tx, incidentStream(story.state.id)), null)
    for (const { actor, events } of batches) pen.say(actor, events)
    return pen.store(tx)
  })
}
