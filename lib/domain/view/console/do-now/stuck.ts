import type { Step } from '../../../plan/schema/runbook'
import { isDone } from '../../../run/ready'
import type { GateStatus } from '../../../run/gates'
import type { RunState } from '../../../run/state'
import { stepOf } from '../../../run/state'
import { stepActions } from '../run-actions'
import { isActive } from '../step-words'
import { stuckOn } from '../stuck-on'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { offer } from './who'

/** The step that waits for what may never come: what it is, and the two ways on. Null: it does not. */
function stuckStep(scene: Scene, run: RunState, step: Step): DoNowView | null {
  const { input, runbook, viewer } = scene
  const on = stuckOn(input, run, runbook, step)
  if (on === null) return null
  const actions = stepActions(input, run, runbook, step, viewer)
  const skip = actions.find(({ verb }) => verb === 'skip-step')
  const take = actions.find(({ verb }) => verb === 'take-over-step')
  const first = skip ?? take
  const view = say(
    `stuck-${step.id}`,
    `${step.id} waits: ${skip === undefined ? '' : 'skip it, '}take it over, or wait`,
    `${step.title}. It waits for ${on}. That may never come. ${step.ifFails}`,
    { row: `step:${step.id}`, others: take === undefined || take === first ? [] : [take] },
  )
  return first === undefined ? view : offer(scene, skip === undefined ? 'step.take-over' : 'step.skip', view, first)
}

/** Of the gates that bar, the first whose step is stuck: it is not a matter of waiting. */
export function stuckBehind(scene: Scene, run: RunState, barring: readonly GateStatus[]): DoNowView | null {
  const asked = new Set(barring.flatMap(({ gate }) => gate.steps))
  return firstStuck(scene, run, ({ id }) => asked.has(id) && !isDone(scene.input.state, run, scene.runbook, id))
}

/** Once GO was given and nothing runs: the step that holds the run up. */
export function stuckAlone(scene: Scene, run: RunState): DoNowView | null {
  if (run.go === null || scene.runbook.steps.some(({ id }) => isActive(stepOf(run, id)))) return null
  return firstStuck(scene, run, () => true)
}

function firstStuck(scene: Scene, run: RunState, of: (step: Step) => boolean): DoNowView | null {
  for (const step of scene.runbook.steps) {
    const view = of(step) ? stuckStep(scene, run, step) : null
    if (view !== null) return view
  }
  return null
}
