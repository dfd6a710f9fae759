import type { Role } from '../access/roles'
import type { Refusal } from '../errors'
import type { ResolvedCommand } from '../action/resolved'
import type { Runbook, Step } from '../plan/schema/runbook'
import { requestFor, requestStatus, ruleFor } from './approval'
import { coveredStep, digestOf } from './resolve-step'
import type { IncidentState, RunState } from './state'

export type StepConsent =
  { ok: true; digest: string; requestId: string | null } | { ok: false; refusal: Refusal; drifted: string | null }

/**
 * The check just before the act: the step, resolved afresh, is what was approved; the approval still stands; the
 * people who gave it may still give it. `drifted` names a request that is to be voided.
 */
export function stepConsent(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  step: Step,
  commands: readonly ResolvedCommand[],
  rolesOf: (person: string) => readonly Role[],
  now: string,
): StepConsent {
  const digest = digestOf(coveredStep(step, commands))
  // A step the plan lays before people is held to what they saw, destructive or not.
  if (!step.destructive && ruleFor(runbook, step.id) === null) return { ok: true, digest, requestId: null }
  const request = requestFor(state, run, step.id)
  if (request === null || request.ended !== null) return no(`${step.id} has no standing approval.`, null)
  const status = requestStatus(state, request, rolesOf, now)
  if (status !== 'approved')
    return no(`The approval of ${step.id} is ${status === 'open' ? 'not complete' : status}.`, null)
  const approved = request.content.steps.find((covered) => covered.step === step.id)
  if (approved === undefined || digestOf(approved) !== digest)
    return no(`${step.id} is no longer what was approved.`, request.id)
  return { ok: true, digest, requestId: request.id }

  function no(message: string, drifted: string | null): StepConsent {
    return { ok: false, refusal: { code: drifted === null ? 'not-approved' : 'digest-differs', message }, drifted }
  }
}
