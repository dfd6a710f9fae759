import type { Plan } from '@/lib/domain/plan/schema/plan'
import { isDone } from '@/lib/domain/run/ready'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentRun, stepOf, type IncidentState } from '@/lib/domain/run/state'
import type { Seeded } from '@/lib/testing/seeded'
import type { Press } from './people'
import { targetsOfStep } from './simulated-hands'

/** What a crew does besides what leads on, each a probability a look at the console. */
export interface Habits {
  chance: Seeded | null
  /** Skips a step on its way forward. */
  skips: number
  /** Takes a step over, and gives it back a look or more later. */
  takesOver: number
  /** Does some of it by hand while it is in their hands. */
  byHand: number
  /** Stops the run while a step is in their hands, or was. */
  stops: number
  /** Stops a rollback. */
  stopsBack: number
  /** Goes back wherever a run was stopped. */
  turnsBack: boolean
}

export const steadfast: Habits = {
  chance: null,
  skips: 0,
  takesOver: 0,
  byHand: 0,
  stops: 0,
  stopsBack: 0,
  turnsBack: false,
}

export function habitsOf(chance: Seeded): Habits {
  const sometimes = (probability: number, most: number) => (chance.chance(probability) ? chance.between(0.02, most) : 0)
  return {
    chance: chance.fork('when'),
    skips: sometimes(0.5, 0.3),
    takesOver: sometimes(0.5, 0.15),
    byHand: chance.fork('by hand').chance(0.3) ? 0.3 : 0,
    stops: sometimes(0.5, 0.3),
    stopsBack: sometimes(0.3, 0.15),
    turnsBack: chance.chance(0.8),
  }
}

const person = 'mara-okafor'
const reason = 'as we said'

/** Null: nothing out of the way this time. */
export function pressOddly(state: IncidentState, plan: Plan, habits: Habits): Press[] | null {
  const run = currentRun(state)
  const { chance } = habits
  if (run === null || chance === null) return null
  const runbook = runbookOf(plan, run.runbook)
  const { id: runId } = run
  if (run.status === 'rolling-back')
    return chance.chance(habits.stopsBack) ? [{ person, command: { type: 'abort-run', runId, reason } }] : null
  if (run.status !== 'arming' && run.status !== 'going') return null
  const begun = runbook.steps.filter(
    ({ id }) => stepOf(run, id).status !== 'pending' || stepOf(run, id).attempts.length > 0,
  )
  const open = begun.filter(({ id }) => !isDone(state, run, runbook, id))
  const tried = open.filter(({ id }) => id !== runbook.pointOfNoReturn && stepOf(run, id).attempts.length > 0)
  const idle = tried.filter(({ id }) => !['running', 'in-doubt'].includes(stepOf(run, id).status))
  if (idle.length > 0 && chance.chance(habits.skips))
    return [{ person, command: { type: 'skip-step', runId, step: chance.pick(idle).id, reason } }]
  const inHand = begun.some(({ id }) => stepOf(run, id).takenOver !== null || stepOf(run, id).status === 'skipped')
  if (inHand && chance.chance(habits.stops)) return [{ person, command: { type: 'abort-run', runId, reason } }]
  const mine = open.filter(({ id }) => stepOf(run, id).status !== 'taken-over')
  if (mine.length > 0 && chance.chance(habits.takesOver))
    return [{ person, command: { type: 'take-over-step', runId, step: chance.pick(mine).id, reason } }]
  // What is in hand stays there for a look or two.
  return open.length > mine.length && chance.chance(0.5) ? [] : null
}

/** What somebody changes by hand now: targets of a step that they took over. */
export function handledNow(state: IncidentState, plan: Plan, { chance, byHand }: Habits): string[] {
  const run = currentRun(state)
  if (run === null || chance === null || byHand === 0) return []
  const mine = runbookOf(plan, run.runbook).steps.filter(({ id }) => stepOf(run, id).status === 'taken-over')
  return mine.flatMap(targetsOfStep).filter(() => chance.chance(byHand))
}
