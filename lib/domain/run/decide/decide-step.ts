import type { PersonCommand } from '../commands'
import { mayStillAct } from '../may-still-act'
import { mayBeDoneAgain } from '../proofs'
import { isDone } from '../ready'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { currentAttempt, stepOf } from '../state'
import { attestStep, confirmStep, takeOverStep } from './decide-by-hand'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, notInCommand, refuse } from './decision'
import { withVoided } from './void-changed'

type Of<T> = Extract<PersonCommand, { type: T }>
type StepVerb = Of<'retry-step'> | Of<'skip-step'> | Of<'take-over-step'> | Of<'attest-step'> | Of<'confirm-step'>

const permission = {
  'retry-step': 'step.retry',
  'skip-step': 'step.skip',
  'take-over-step': 'step.take-over',
  'attest-step': 'step.attest',
  'confirm-step': 'step.confirm',
} as const

/** What people may do to a step besides approving it. */
export function handleStep(state: IncidentState, command: StepVerb, context: DecideContext): Decision {
  const no = notInCommand(state, context, permission[command.type])
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person does this.')
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(context.plan, run.runbook)
  const plan = runbook.steps.find((candidate) => candidate.id === command.step)
  if (plan === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  const step = stepOf(run, plan.id)
  const open = currentAttempt(step)
  const { runId } = command
  const { person } = context.actor
  const scene = { plan: context.plan, state, run, runbook, step: plan, person, rolesOf: context.rolesOf }
  // On the way back only what could not be undone is a matter for people: again, or left as it is with a reason.
  const again = command.type === 'retry-step' || command.type === 'skip-step'
  if (run.goingBack !== null && !(run.status === 'rolling-back' && again && step.status === 'undo-failed'))
    return refuse('not-now', 'The run is being rolled back.')
  switch (command.type) {
    case 'retry-step': {
      if (open !== null) return refuse('not-now', 'An attempt is under way.')
      const retryable = ['failed', 'unproven', 'taken-over', 'undo-failed']
      if (!retryable.includes(step.status) && !mayBeDoneAgain(runbook, step))
        return refuse('not-now', `${plan.id} is ${step.status}; there is nothing to retry.`)
      return accept(...withVoided(state, [{ type: 'step.retryRequested', payload: { runId, step: plan.id } }], context))
    }
    case 'skip-step': {
      if (runbook.pointOfNoReturn === plan.id)
        return refuse('not-now', `${plan.id} cannot be skipped. Take it over by hand if it was done outside.`)
      // An attempt that sends nothing only looks: it can be let go of in the same act.
      if (open !== null && open.commands.length > 0) return refuse('not-now', 'An attempt is under way.')
      if (isDone(state, run, runbook, plan.id)) return refuse('already-done', `${plan.id} is done.`)
      const underWay = mayStillAct(run, [plan], context.now)
      if (underWay !== null) return { ok: false, refusal: underWay }
      return accept(
        ...withVoided(
          state,
          [
            ...(open === null
              ? []
              : [
                  {
                    type: 'step.withdrawn' as const,
                    payload: { runId, step: plan.id, attempt: open.number, reason: 'skipped while it only watched' },
                  },
                ]),
            { type: 'step.skipped', payload: { runId, step: plan.id, reason: command.reason } },
          ],
          context,
        ),
      )
    }
    case 'take-over-step':
      return takeOverStep(scene, command, context)
    case 'attest-step':
      return attestStep(scene, command)
    case 'confirm-step':
      return confirmStep(scene, command, context)
  }
}
