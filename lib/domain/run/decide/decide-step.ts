import type { Step } from '../../plan/schema/runbook'
import type { PersonCommand } from '../commands'
import { hasEffect, isDone } from '../ready'
import { runbookOf } from '../resolve-step'
import type { IncidentState, RunState } from '../state'
import { currentAttempt, stepOf } from '../state'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, refuse } from './decision'

type Of<T> = Extract<PersonCommand, { type: T }>
type StepVerb = Of<'retry-step'> | Of<'skip-step'> | Of<'take-over-step'> | Of<'attest-step'>

const permission = {
  'retry-step': 'step.retry',
  'skip-step': 'step.skip',
  'take-over-step': 'step.take-over',
  'attest-step': 'step.attest',
} as const

/** What people may do to a step besides approving it. */
export function handleStep(state: IncidentState, command: StepVerb, context: DecideContext): Decision {
  const no = forbidden(context, permission[command.type])
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
  // On the way back only what could not be undone is a matter for people: again, or left as it is with a reason.
  const again = command.type === 'retry-step' || command.type === 'skip-step'
  if (run.status === 'rolling-back' && !(again && step.status === 'undo-failed'))
    return refuse('not-now', 'The run is being rolled back.')
  switch (command.type) {
    case 'retry-step': {
      if (open !== null) return refuse('not-now', 'An attempt is under way.')
      const retryable = ['failed', 'unproven', 'taken-over', 'undo-failed']
      if (!retryable.includes(step.status))
        return refuse('not-now', `${plan.id} is ${step.status}; there is nothing to retry.`)
      return accept({ type: 'step.retryRequested', payload: { runId, step: plan.id } })
    }
    case 'skip-step':
      if (runbook.pointOfNoReturn === plan.id)
        return refuse('not-now', `${plan.id} cannot be skipped. Take it over by hand if it was done outside.`)
      if (open !== null) return refuse('not-now', 'An attempt is under way.')
      if (isDone(state, run, runbook, plan.id)) return refuse('already-done', `${plan.id} is done.`)
      if (isConsentedUntried(run, plan)) return refuse('not-now', consentedUntried(plan.id))
      return accept({ type: 'step.skipped', payload: { runId, step: plan.id, reason: command.reason } })
    case 'take-over-step':
      if (isDone(state, run, runbook, plan.id)) return refuse('already-done', `${plan.id} is done.`)
      if (step.status === 'taken-over') return refuse('already-done', `${plan.id} is in a person's hands.`)
      if (open?.kind === 'undo') return refuse('not-now', 'The step is being undone.')
      if (run.go === null && plan.phase !== 'arm' && plan.phase !== 'declare')
        return refuse('not-now', 'GO was not given.')
      return accept({ type: 'step.takenOver', payload: { runId, step: plan.id, reason: command.reason } })
    case 'attest-step':
      if (step.status !== 'taken-over') return refuse('not-now', `Nobody has taken ${plan.id} over.`)
      return accept(
        { type: 'step.attested', payload: { runId, step: plan.id, statement: command.statement } },
        // Done by hand outside, the one-way step is beyond recall whether or not it proves itself.
        ...(runbook.pointOfNoReturn === plan.id && run.pointOfNoReturn === null
          ? [
              {
                type: 'run.pointOfNoReturnCrossed' as const,
                payload: { runId, step: plan.id, at: context.now, requestId: null },
              },
            ]
          : []),
      )
  }
}

/**
 * Two people let the run go because this step is part of it: one alone cannot take it out unseen. Before GO it can be
 * skipped, and they are asked again without it.
 */
export function isConsentedUntried(run: RunState, step: Step): boolean {
  return step.destructive && run.go !== null && stepOf(run, step.id).attempts.length === 0
}

export function consentedUntried(step: string): string {
  return `${step} is part of what was approved and was not tried. Let it be tried, or take it over by hand.`
}

/** Whether anything of the run needs undoing; for the screens. */
export function anythingToUndo(state: IncidentState): boolean {
  return state.runs.some((run) => Object.values(run.steps).some(hasEffect))
}
