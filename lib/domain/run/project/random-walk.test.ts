import { describe, expect, it } from 'vitest'
import { recordedEvent } from '../events/stored-event'
import { changedRows, incidentRows, type IncidentRows } from '../rows'
import { stepOf, type IncidentState } from '../state'
import { project } from './project'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { walk } from '@/lib/testing/random-walk'

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

/** Read tables to which only the rows that moved are written. */
class Tables {
  private before: IncidentState | null = null
  private readonly rows = new Map<string, unknown>()

  move(state: IncidentState): void {
    for (const [key, row] of keyed(changedRows(this.before, state))) this.rows.set(key, row)
    this.before = state
    expect(this.rows).toEqual(new Map(keyed(incidentRows(state))))
  }
}

function keyed({ incident, runs, steps, requests }: IncidentRows): [string, unknown][] {
  return [
    ['incident', incident],
    ...runs.map((row): [string, unknown] => [`run ${row.id}`, row]),
    ...steps.map((row): [string, unknown] => [`step ${row.runId} ${row.stepId}`, row]),
    ...requests.map((row): [string, unknown] => [`request ${row.id}`, row]),
  ]
}

describe('a random walk of decisions', () => {
  it.each(stateKinds)('from %s never writes an impossible history', (kind) => {
    const { story } = momentWhen(kind)
    const tables = new Tables()
    tables.move(story.state)
    walk(story, kind.length, 90, {
      before: (event, actor) => {
        if (event.type === 'step.intended') intentIsAllowed(story, event.payload)
        recordedEvent({ ...event, version: 1, at: story.now(), actor, sequence: 1 })
      },
      after: () => tables.move(story.state),
    })
    expect(project(null, story.events)).toEqual(story.state)
  })
})
