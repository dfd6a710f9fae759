import { scaleTime } from '../../../plan/scale-time'
import type { Runbook, Step } from '../../../plan/schema/runbook'
import { stepsStillNeeded } from '../../../run/ready'
import type { RunState, StepState } from '../../../run/state'
import { fullStop } from '../../format/full-stop'
import { utcClock } from '../../format/instant'
import { listWords } from '../../names'
import { unreadStep } from '../../unread-step'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'

/** A step runs and nothing of it can be read: since when, why, what of it is known, and what comes of that. */
export function unread(scene: Scene, run: RunState, step: Step, current: StepState): DoNowView | null {
  const { input, runbook } = scene
  const found = unreadStep(input, run, step)
  if (found === null) return null
  const held = runbook.steps
    .filter((other) => stepsStillNeeded(input.state, run, runbook, other).includes(step.id))
    .map(({ id }) => id)
  const wait = held.length === 0 ? '' : ` ${listWords(held)} ${held.length === 1 ? 'waits' : 'wait'} for it.`
  return say(
    `unread-${step.id}-${found.since}`,
    `Nothing about ${step.id} can be read since ${utcClock(found.since)}`,
    `${fullStop(`${step.title}: ${found.why}`)} ${known(runbook, step, current)} It is read again all the time; nothing to press.${wait}${until(scene, step, current)}`,
    { row: `step:${step.id}`, danger: true },
  )
}

function known({ pointOfNoReturn }: Runbook, { id }: Step, { attempts, attested }: StepState): string {
  const commands = attempts.findLast(({ kind }) => kind === 'act')?.commands ?? []
  const accepted = commands.findLast(({ status }) => status === 'accepted' || status === 'present')
  if (accepted === undefined)
    return attested === null
      ? 'Whether it works cannot be told.'
      : 'A person says it is done; whether it is cannot be told.'
  const line = id === pointOfNoReturn ? ' From there only forward is safe.' : ''
  return `Its target accepted it ${utcClock(accepted.at)}; whether it took effect cannot be told.${line}`
}

/** When its time is over, and somebody is asked. */
function until({ input }: Scene, { timeout }: Step, { startedAt }: StepState): string {
  if (startedAt === null) return ''
  const over = new Date(Date.parse(startedAt) + scaleTime(input.environment, timeout)).toISOString()
  return over <= input.now ? '' : ` Its time is over at ${utcClock(over)}: then a person decides.`
}
