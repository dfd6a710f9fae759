import type { PersonCommand } from '../commands'
import { isDone } from '../ready'
import { resolveStep, runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { currentAttempt, stepOf } from '../state'
import { stepConsent } from '../step-approval'
import { unsaid } from '../unsaid'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, refuse } from './decision'
import { withVoided } from './void-changed'

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
  if (run.goingBack !== null && !(run.status === 'rolling-back' && again && step.status === 'undo-failed'))
    return refuse('not-now', 'The run is being rolled back.')
  switch (command.type) {
    case 'retry-step': {
      if (open !== null) return refuse('not-now', 'An attempt is under way.')
      const retryable = ['failed', 'unproven', 'taken-over', 'undo-failed']
      if (!retryable.includes(step.status))
        return refuse('not-now', `${plan.id} is ${step.status}; there is nothing to retry.`)
      return accept(...withVoided(state, [{ type: 'step.retryRequested', payload: { runId, step: plan.id } }], context))
    }
    case 'skip-step':
      if (runbook.pointOfNoReturn === plan.id)
        return refuse('not-now', `${plan.id} cannot be skipped. Take it over by hand if it was done outside.`)
      // An attempt that sends nothing only looks: it can be let go of in the same act.
      if (open !== null && open.commands.length > 0) return refuse('not-now', 'An attempt is under way.')
      if (isDone(state, run, runbook, plan.id)) return refuse('already-done', `${plan.id} is done.`)
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
    case 'take-over-step': {
      if (isDone(state, run, runbook, plan.id)) return refuse('already-done', `${plan.id} is done.`)
      if (step.status === 'taken-over') return refuse('already-done', `${plan.id} is in a person's hands.`)
      if (open?.kind === 'undo') return refuse('not-now', 'The step is being undone.')
      if (run.go === null && plan.phase !== 'arm' && plan.phase !== 'declare')
        return refuse('not-now', 'GO was not given.')
      // By hand is no way around two persons: what destroys is released only to be done as it was approved.
      const resolved = resolveStep(context.plan, context.environment, state, run, plan)
      const commands = resolved.ok ? resolved.commands : []
      const consent = stepConsent(state, run, runbook, plan, commands, context)
      if (!consent.ok) return { ok: false, refusal: consent.refusal }
      return accept({ type: 'step.takenOver', payload: { runId, step: plan.id, reason: command.reason } })
    }
    case 'attest-step': {
      if (step.status !== 'taken-over') return refuse('not-now', `Nobody has taken ${plan.id} over.`)
      const missing = plan.attest === undefined ? [] : unsaid(plan.attest, command.statement)
      if (missing.length > 0)
        return refuse(
          'bad-input',
          `${plan.id} is attested sentence by sentence. Confirm each, or leave it open.`,
          missing,
        )
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
}
