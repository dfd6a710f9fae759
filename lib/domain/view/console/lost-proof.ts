import { may } from '../../access/roles'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { commandRefusal } from '../../run/holds-command'
import { lostProofAcceptance, mayBeDoneAgain, opensTheWay, proofsUnder, readsAgain } from '../../run/proofs'
import { isDone } from '../../run/ready'
import { stepOf, type RunState } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn } from '../incident-input'
import { listWords } from '../names'
import type { ActionView } from './action'
import { ask, pressOrAsk } from './action'
import { consentCost } from './consent-cost'
import { doneWhen } from './done-when'
import { stepFacts } from './facts-to-say'

/** What may be done about a step that is done and whose proof is gone: it is done again, or gone on without. */
export function lostProofActions(
  input: IncidentInput,
  run: RunState,
  runbook: Runbook,
  step: Step,
  viewer: Viewer,
): ActionView[] {
  const { proof, attempts } = stepOf(run, step.id)
  if (proof === null || proof.verdict === 'met' || run.goingBack !== null) return []
  const of = { incidentId: input.state.id, runId: run.id }
  const command = (permission: 'step.retry' | 'incident.record-decision') =>
    may(viewer.roles, permission)
      ? (commandRefusal(holdingIn(input), viewer.person, permission)?.message ?? null)
      : 'Not with your role.'
  const waiting = barredBy(input, run, runbook, step)
  return [
    ...(mayBeDoneAgain(runbook, stepOf(run, step.id))
      ? [
          {
            key: `retry-${step.id}-${attempts.length}`,
            label: `Do ${step.id} again`,
            verb: 'retry-step',
            input: { ...of, step: step.id },
            ...pressOrAsk(consentCost(input, run, { does: 'retry', step: step.id })),
            disabledBecause: command('step.retry'),
          } as const,
        ]
      : []),
    ...(waiting.length === 0 || lostProofAcceptance(input.state, run, step.id) !== null
      ? []
      : [
          {
            key: `accept-lost-${step.id}-${proof.sequence}`,
            label: `Go on without the proof of ${step.id}`,
            verb: 'record-decision',
            input: { ...of, kind: 'accept-lost-proof', subject: step.id },
            how: 'ask',
            ask: ask(
              'statement',
              `Why go on although ${step.id} ${proof.verdict === 'unmet' ? 'no longer holds' : 'can no longer be told'}?`,
              'It stands on the record as your decision.',
              {
                warning: `${listWords(waiting.map(({ id }) => id))} ${waiting.length === 1 ? 'has' : 'have'} no way back: ${proof.reason}.`,
                costs: consentCost(input, run, { does: 'decide', kind: 'accept-lost-proof', subject: step.id }),
                rows: doneWhen(input, run, step),
                suggestions: stepFacts(input, run, step),
              },
            ),
            disabledBecause: command('incident.record-decision'),
          } as const,
        ]),
  ]
}

/** Steps with no way back that are still to come and rest on it. */
export function barredBy({ state }: IncidentInput, run: RunState, runbook: Runbook, { id }: Step): Step[] {
  return runbook.steps.filter(
    (step) =>
      readsAgain(runbook, step) &&
      !isDone(state, run, runbook, step.id) &&
      proofsUnder(run, runbook, step.id).some((under) => under.id === id),
  )
}

/** What it means, as a person in charge reads it. */
export function lostProofWords(input: IncidentInput, run: RunState, runbook: Runbook, step: Step): string {
  const reason = stepOf(run, step.id).proof?.reason ?? ''
  const barred = barredBy(input, run, runbook, step).map(({ id }) => id)
  const waits = barred.length === 0 ? '' : ` ${listWords(barred)} ${barred.length === 1 ? 'is' : 'are'} barred.`
  const two = opensTheWay(run, runbook, step) ? ' Two regions may be taking writes.' : ''
  return `${reason}.${two}${waits} It is read on, and says so once it holds again.`
}
