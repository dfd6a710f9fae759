import type { RolesOf } from '../access/roles-of'
import type { Runbook } from '../plan/schema/runbook'
import { ageWords } from '../view/format/duration'
import { consentingPersons } from './approval'
import { mayHavePromoted, mayHavePromotedUnder } from './ready'
import type { ApprovalRequestState, IncidentState, RunState } from './state'
import { stepOf } from './state'
import { whereStands } from './where-stands'

/**
 * Whether a run that is resumed waits for GO anew: it was stopped after GO, or paused for so long that it is as if it
 * had been, and what GO was given on may have changed.
 * Once the point of no return was or may have been crossed, only forward is safe, and nothing of GO can be asked again.
 */
export function goAgain(state: IncidentState, run: RunState, runbook: Runbook, now: string): boolean {
  const halted = run.status === 'stopped' || outlivedByPause(state, run, now)
  return halted && run.go !== null && whereStands(run, runbook) === 'before'
}

/** Whether a run was paused for longer than any of the consents it goes on with is good for. */
export function outlivedByPause({ requests }: IncidentState, run: RunState, now: string): boolean {
  if (run.paused === null) return false
  const paused = Date.parse(now) - Date.parse(run.paused.at)
  return Object.values(requests).some(
    (request) => request.runId === run.id && request.ended === null && paused >= goodFor(request),
  )
}

/**
 * Why two people are asked again although GO was given on their consent: since GO, or since they approved,
 * as long has passed as a consent is good for, and the point of no return is still ahead. Null: it is recent enough, or
 * the one-way step may have been sent under it; nobody's word that it was done by hand makes a consent good for longer. A
 * run need not be paused to stand still: a step that fails and is tried again a day later is as much another moment.
 */
export function agedSinceGo(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  request: ApprovalRequestState,
  { rolesOf, now }: { rolesOf: RolesOf; now: string },
): string | null {
  if (run.go === null || isPromoted(run, runbook) || mayHavePromotedUnder(run, runbook, request)) return null
  const age = ageOf(state, run, request, rolesOf, now)
  return age < goodFor(request)
    ? null
    : `it was approved for GO ${ageWords(age)} ago, and is good for ${ageWords(goodFor(request))}`
}

/** Whether the line was crossed by this run: one that a look found crossed says nothing of what is still to be sent. */
function isPromoted(run: RunState, runbook: Runbook): boolean {
  if (!run.forwardOnly || runbook.pointOfNoReturn === null) return run.forwardOnly
  const { status } = stepOf(run, runbook.pointOfNoReturn)
  return mayHavePromoted(run, runbook) || status === 'succeeded' || status === 'vouched' || status === 'attested'
}

/** Why a standing consent carries no way back any more: it is as old as it is good for. Null: it is recent enough. */
export function agedToUndo(
  state: IncidentState,
  run: RunState,
  request: ApprovalRequestState,
  { rolesOf, now }: { rolesOf: RolesOf; now: string },
): string | null {
  const age = ageOf(state, run, request, rolesOf, now)
  return age < goodFor(request)
    ? null
    : `what was approved is ${ageWords(age)} old and good for ${ageWords(goodFor(request))}`
}

/** Since GO, or since enough of those whose consent stands had approved, whichever is later; milliseconds. */
function ageOf(
  state: IncidentState,
  run: RunState,
  request: ApprovalRequestState,
  rolesOf: RolesOf,
  now: string,
): number {
  // Only what stands now: what somebody said who may no longer say it makes nothing younger.
  const standing = consentingPersons(state, request, rolesOf)
  const approved = request.answers.filter(({ person }) => standing.includes(person)).map(({ at }) => Date.parse(at))
  // Not what one person said since: as old as the oldest of the newest that are enough.
  const enough = approved.toSorted((one, other) => other - one)[request.persons - 1] ?? 0
  return Date.parse(now) - Math.max(Date.parse(run.go?.at ?? request.requested.at), enough)
}

/** Milliseconds, as the plan says. */
function goodFor({ expiresAt, requested }: Pick<ApprovalRequestState, 'expiresAt' | 'requested'>): number {
  return Date.parse(expiresAt) - Date.parse(requested.at)
}
