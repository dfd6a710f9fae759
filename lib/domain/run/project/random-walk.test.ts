import { describe, expect, it } from 'vitest'
import type { Actor } from '../../access/actor'
import { recordedEvent } from '../events/event'
import { incidentRows } from '../rows'
import { stepOf } from '../state'
import { project } from './project'
import { alerting, commandAbout, commandTypes, person, working } from '@/lib/testing/every-command'
import { momentWhen, stateKinds, type Moment } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'

/** mulberry32: the same walk for the same seed. */
function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const persons = ['mara-okafor', 'tomas-varga', 'ines-duarte', 'kenji-sato', 's-bello'] as const
const actors: Actor[] = [...persons.map((id) => person(id)), working, working, working, alerting]

/** Whatever anybody asks for, in whatever order: what is accepted must be a possible history. */
function walk(story: IncidentStory, seed: number, length: number): void {
  const random = seeded(seed)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const steps = story.plan.runbooks.flatMap((runbook) => runbook.steps.map(({ id }) => id))
  for (let i = 0; i < length; i += 1) {
    const moment: Moment = { story, step: pick(steps) }
    const command = commandAbout(pick(commandTypes), moment)
    const actor = pick(actors)
    const decision = story.ask(command, actor)
    if (!decision.ok) continue
    for (const event of decision.events) {
      if (event.type === 'step.intended') intentIsAllowed(story, event.payload)
      recordedEvent({ ...event, version: 1, at: story.now(), actor, sequence: 1 })
    }
    story.tell(decision.events, actor)
    expect(incidentRows(story.state).incident.sequence).toBe(story.events.length)
  }
}

/** The promises about acting, looked up in the history itself and not by the code that made the decision. */
function intentIsAllowed(
  story: IncidentStory,
  intent: { runId: string; step: string; kind: 'act' | 'undo'; commands: readonly unknown[] },
): void {
  const run = story.state.runs.find(({ id }) => id === intent.runId)
  const step = story.plan.runbooks[0]?.steps.find(({ id }) => id === intent.step)
  if (run === undefined || step === undefined) throw new Error('an intent of nothing')
  const said = story.events.filter(({ type }) => type.startsWith('run.')).map(({ type }) => type)
  if (intent.kind === 'undo') {
    expect(said).toContain('run.rollbackRequested')
    expect(said).not.toContain('run.pointOfNoReturnCrossed')
    return
  }
  if (step.phase !== 'arm') expect(said).toContain('run.goGiven')
  expect(run.paused).toBeNull()
  if (!step.destructive || stepOf(run, step.id).status === 'attested') return
  const covering = story.events
    .filter((e) => e.type === 'approval.requested')
    .map((e) => ({ ...e.payload, by: e.actor }))
  const consents = covering
    .filter(({ content }) => content.steps.some((covered) => covered.step === step.id))
    .map(({ requestId, by }) =>
      story.events
        .filter((e) => e.type === 'approval.given' && e.payload.requestId === requestId)
        .map(({ actor }) => (actor.kind === 'person' ? actor.person : ''))
        .filter((giver) => by.kind === 'person' && giver !== by.person),
    )
  expect(Math.max(0, ...consents.map((givers) => new Set(givers).size))).toBeGreaterThanOrEqual(2)
}

describe('a random walk of decisions', () => {
  it.each(stateKinds)('from %s never writes an impossible history', (kind) => {
    const { story } = momentWhen(kind)
    walk(story, kind.length, 90)
    expect(project(null, story.events)).toEqual(story.state)
  })
})
