import { may, type Permission } from '../../access/roles'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { measureLoss } from '../../posture/measure-loss'
import { commandRefusal } from '../../run/holds-command'
import { actByHandRefusal, attestRefusal, confirmRefusal, takeOverRefusal, tookOver } from '../../run/in-hand'
import { isNewestWord } from '../../run/newest-word'
import { wordDigest } from '../../run/proposal'
import { isManual } from '../../run/ready'
import type { RunState } from '../../run/state'
import { stepOf } from '../../run/state'
import { needsConsent } from '../../run/step-approval'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn, rolesIn } from '../incident-input'
import type { ActionView, AskView } from './action'
import { ask } from './action'
import { attestAsk } from './attest-ask'
import { doneWhen } from './done-when'
import { stepFacts } from './facts-to-say'

/** What a person may do to a step with their own hands, and say of it afterwards; null where it is not the moment. */
export function byHandActions(
  input: IncidentInput,
  run: RunState,
  runbook: Runbook,
  step: Step,
  viewer: Viewer,
): { confirm: ActionView | null; attest: ActionView | null; takeOver: ActionView | null } {
  const of = { incidentId: input.state.id, runId: run.id, step: step.id }
  const current = stepOf(run, step.id)
  const byRole = (permission: Permission) =>
    may(viewer.roles, permission)
      ? (commandRefusal(holdingIn(input), viewer.person, permission)?.message ?? null)
      : 'Not with your role.'
  const beforeGo = run.go === null && step.phase !== 'arm' && step.phase !== 'declare' ? 'GO was not given.' : null
  const scene = {
    plan: input.plan,
    state: input.state,
    run,
    runbook,
    step,
    person: viewer.person,
    rolesOf: rolesIn(input),
  }
  const { attested } = current
  const second = step.id === runbook.pointOfNoReturn && run.pointOfNoReturn === null && isNewestWord(current)
  const loss = runbook.loss === null ? null : measureLoss(runbook.loss, input.readings, input.now)
  return {
    confirm:
      !second || attested === null
        ? null
        : {
            key: `confirm-${step.id}`,
            label: `Confirm ${step.id} was done by hand`,
            verb: 'confirm-step',
            input: { ...of, digest: wordDigest(attested) },
            how: 'hold',
            holding: `confirm ${step.id}: no way back from there`,
            to: `confirm ${step.id}`,
            disabledBecause: byRole('step.confirm') ?? confirmRefusal(scene)?.message ?? null,
          },
    attest:
      current.status !== 'taken-over'
        ? null
        : {
            key: `attest-${step.id}`,
            label: `Attest ${step.id} done by hand`,
            verb: 'attest-step',
            input: of,
            how: 'ask',
            ask: attestStep(input, run, step),
            disabledBecause: byRole('step.attest') ?? attestRefusal(scene)?.message ?? null,
          },
    takeOver:
      current.status === 'taken-over' && (!needsConsent(runbook, step) || tookOver(scene))
        ? null
        : {
            key: `take-${step.id}`,
            label: isManual(step) ? `Take on ${step.id}` : 'Take over by hand',
            verb: 'take-over-step',
            input: of,
            how: 'ask',
            ask: ask(
              'reason',
              `Why take ${step.id} over?`,
              'The engine lets go of it; you act outside and attest what you did.',
              { suggestions: stepFacts(input, run, step) },
            ),
            disabledBecause:
              byRole('step.take-over') ??
              beforeGo ??
              takeOverRefusal(scene)?.message ??
              actByHandRefusal(scene, loss, input.now)?.message ??
              null,
          },
  }
}

/** What was done by hand is said as a gate is attested: what about, what is read now, where to look, then the words. */
function attestStep(input: IncidentInput, run: RunState, step: Step): AskView {
  const rows = doneWhen(input, run, step)
  if (step.attest !== undefined) return attestAsk(input, step.attest, rows)
  return ask('statement', 'What was done?', 'It is on the record. The readings still decide.', {
    subject: step.instructions ?? step.purpose,
    rows,
  })
}
