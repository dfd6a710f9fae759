import { expect } from 'vitest'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { resolveStep } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import type { Hands } from '@/lib/engine/attempt'
import { lookOver } from '@/lib/engine/look-over'
import type { Observation } from '@/lib/engine/ports'
import { engineScene, type World } from './engine-scene'
import { working } from './every-command'
import type { IncidentStory } from './incident-story'
import { gone } from './region-failure'

export const newestRun = ({ state }: IncidentStory): RunState => state.runs.at(-1) ?? expect.fail('there is a run')

export function goBack(story: IncidentStory): IncidentStory {
  const runId = story.runId()
  story.by('mara-okafor', { type: 'abort-run', runId, reason: 'x' }).worker({ type: 'stop-run', runId })
  return story.by('mara-okafor', { type: 'roll-back-run', runId, reason: 'x' })
}

/** Fenced, then the database was replaced and somebody goes back: what came after S6 has no entry. */
export function goingBack(story: IncidentStory = gone().succeeds('S4').does('S6')) {
  const serverAfter = story.state.sequence
  return { story: goBack(story), serverAfter }
}

/** One step in a worker's hands, over a database whose server changed after that entry. */
export function handsAfter(story: IncidentStory, step: string, serverAfter: number | null, world: World = {}) {
  const { hands, sent } = engineScene(story, step, world)
  const record: typeof hands.journal.record = (...commands) => {
    for (const command of commands) {
      const said = story.ask(command, working, { serverAfter })
      if (!said.ok) return Promise.resolve({ ok: false, refusal: said.refusal, state: story.state })
      story.tell(said.events, working)
    }
    return Promise.resolve({ ok: true, state: story.state })
  }
  return { hands: { ...hands, journal: { ...hands.journal, record } }, sent }
}

type Effects = (step: string) => Observation['effect']

/** The real look-over; `world` says what is seen of a step, `left` what is left of one that was undone. */
export async function looksOver(
  story: IncidentStory,
  serverAfter: number | null,
  world: Effects,
  { left = world, ...more }: World & { left?: Effects } = {},
) {
  const seen: string[] = []
  const handsOf = (step: Step): Hands =>
    handsAfter(story, step.id, serverAfter, {
      observe: () => {
        seen.push(step.id)
        return Promise.resolve({ effect: world(step.id), facts: {}, outputs: {}, detail: `as ${step.id} leaves it` })
      },
      undone: () =>
        Promise.resolve({ effect: left(step.id), facts: {}, outputs: {}, detail: `${step.id} is not as before` }),
      ...more,
    }).hands
  const { hands } = engineScene(story, 'S1', {})
  const done = await lookOver(handsOf, await hands.journal.load(), newestRun(story))
  return { done, seen: [...new Set(seen)] }
}

/** The plan with one step changed, told to the same story. */
export function withStep(story: IncidentStory, id: string, change: (step: Step) => void): IncidentStory {
  const plan = structuredClone(story.plan)
  const step = plan.runbooks[0]?.steps.find((one) => one.id === id) ?? expect.fail(`there is ${id}`)
  change(step)
  return Object.assign(story.copy(), { plan })
}

/** Whether a step could be resolved now. */
export function resolves(story: IncidentStory, id: string): boolean {
  const step = story.plan.runbooks[0]?.steps.find((one) => one.id === id) ?? expect.fail(`there is ${id}`)
  return resolveStep(story.plan, story.environment, story.state, newestRun(story), step).ok
}
