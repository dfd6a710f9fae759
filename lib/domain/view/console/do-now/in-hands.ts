import { stepsStillNeeded, waitsOf } from '../../../run/ready'
import type { Step } from '../../../plan/schema/runbook'
import { stepOf, type RunState, type StepState } from '../../../run/state'
import { listWords } from '../../names'
import type { ActionView } from '../action'
import { stepActions } from '../run-actions'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { offer } from './who'

/** A step that a person took leads once it is its turn, and not while the promotion is under way. */
export function inPersonsHands(scene: Scene, run: RunState, step: Step, current: StepState): DoNowView | null {
  if (current.status !== 'taken-over' || !leads(scene, run, step)) return null
  const attest = attestOf(scene, run, step)
  const view = say(
    `by-hand-${step.id}`,
    `${step.id} is in a person's hands`,
    `${holder(scene, current)} took it. ${step.instructions ?? 'Do it outside, then attest it here: the readings still decide.'}`,
    { row: `step:${step.id}` },
  )
  return attest === undefined ? view : offer(scene, 'step.attest', view, { ...attest, shortcut: 'A' })
}

function leads({ input, runbook }: Scene, run: RunState, step: Step): boolean {
  const { pointOfNoReturn: line } = runbook
  const promoting = line !== null && line !== step.id && stepOf(run, line).status === 'running'
  return !promoting && waitsOf(input.state, run, runbook, step).every((wait) => wait.for === 'person')
}

/** What people hold meanwhile, beside what leads: that they do, and the way to attest it. */
export function withHands(scene: Scene, run: RunState, view: DoNowView): DoNowView {
  const { input, runbook } = scene
  const held = runbook.steps.filter((step) => stepOf(run, step.id).status === 'taken-over')
  if (held.length === 0) return view
  const words = held.map((step) => {
    const waits = stepsStillNeeded(input.state, run, runbook, step)
    const turn = waits.length === 0 ? '' : `, and its turn comes after ${listWords(waits)}`
    return ` ${step.id} is in the hands of ${holder(scene, stepOf(run, step.id))}${turn}.`
  })
  const attests = held.flatMap((step) => attestOf(scene, run, step) ?? [])
  return { ...view, detail: `${view.detail}${words.join('')}`, others: [...view.others, ...attests] }
}

function attestOf({ input, runbook, viewer }: Scene, run: RunState, step: Step): ActionView | undefined {
  return stepActions(input, run, runbook, step, viewer).find(({ verb }) => verb === 'attest-step')
}

function holder({ input }: Scene, { takenOver }: StepState): string {
  const by = takenOver?.by
  return by?.kind === 'person' ? (input.persons[by.person]?.name ?? by.person) : 'somebody'
}
