import type { RolesOf } from '../access/roles-of'
import type { ResolvedCommand } from '../system/resolved'
import type { Refusal } from '../errors'
import type { Runbook, Step } from '../plan/schema/runbook'
import { contentOf, gives, requestFor, requestStatus, ruleFor } from './approval'
import { changedSince } from './covering'
import { agedSinceGo } from './go-again'
import { coveredStep, digestOf } from './resolve-step'
import type { ApprovalRequestState, IncidentState, RunState } from './state'
import { stepOf } from './state'

/** `request` is null where the step asks for nobody's consent. */
export type StepConsent =
  | { ok: true; digest: string; request: ApprovalRequestState | null }
  | { ok: false; refusal: Refusal; drifted: string | null }

/** A step that runs with two people's consent, destructive or not: it is held to what they saw. */
export function needsConsent(runbook: Runbook, step: Step): boolean {
  return step.destructive || ruleFor(runbook, step.id) !== null
}

/**
 * Whether too few have answered for the step's consent to be whole, whatever roles they have: nothing of it is looked at
 * meanwhile. What a person has done is only verified.
 */
export function lacksAnswers(state: IncidentState, run: RunState, runbook: Runbook, step: Step): boolean {
  if (!needsConsent(runbook, step) || stepOf(run, step.id).status === 'attested') return false
  const request = requestFor(state, run, step.id)
  if (request === null || request.ended !== null) return true
  const approved = request.answers.filter(gives).map(({ person }) => person)
  return new Set(approved).size < request.persons
}

/**
 * The check just before the act: the step, resolved afresh, and all that the consent rests on are what was approved;
 * the approval still stands; the people who gave it may still give it. `drifted` names a request that is to be voided.
 */
export function stepConsent(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  step: Step,
  commands: readonly ResolvedCommand[],
  { rolesOf, now }: { rolesOf: RolesOf; now: string },
): StepConsent {
  const covered = coveredStep(run, step, commands)
  const digest = digestOf(covered)
  if (!needsConsent(runbook, step)) return { ok: true, digest, request: null }
  const rule = ruleFor(runbook, step.id)
  const request = requestFor(state, run, step.id)
  if (rule === null || request === null || request.ended !== null)
    return no(`${step.id} has no standing approval.`, null)
  const status = requestStatus(state, request, rolesOf, now)
  if (status !== 'approved')
    return no(`The approval of ${step.id} is ${status === 'open' ? 'not complete' : status}.`, null)
  const changed =
    agedSinceGo(state, run, runbook, request, { rolesOf, now }) ??
    changedSince(request, contentOf(state, run, runbook, rule, [covered]))
  if (changed !== null) return no(`${changed.slice(0, 1).toUpperCase()}${changed.slice(1)}.`, request.id)
  return { ok: true, digest, request }

  function no(message: string, drifted: string | null): StepConsent {
    return { ok: false, refusal: { code: drifted === null ? 'not-approved' : 'digest-differs', message }, drifted }
  }
}
