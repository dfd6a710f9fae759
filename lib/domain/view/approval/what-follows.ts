import { holderOf } from '../../run/holds-command'
import { consentingPersons, gives, requestStatus } from '../../run/approval'
import { agedSinceGo, agedToUndo } from '../../run/go-again'
import { runbookOf } from '../../run/resolve-step'
import type { ApprovalRequestState, RunState } from '../../run/state'
import { isLive } from '../../run/state'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn, rolesIn } from '../incident-input'
import { dutyAndHolder, fullName, listWords } from '../names'

export interface WhatFollows {
  /** What stands above the steps: `What runs at GO`. */
  heading: string
  /** Where GO stands, what one more consent sets going; null before GO. */
  goStands: string | null
  /** What the button of consent says. */
  label: string
  /** What comes next for whoever has nothing to press here; null while something is asked of them. */
  next: string | null
  /** The newer request that stands in place of this one. */
  newer: { requestId: string; label: string } | null
}

/** When what is asked for runs, and what comes next for the viewer. */
export function whatFollows(
  input: IncidentInput,
  run: RunState,
  request: ApprovalRequestState,
  viewer: Viewer,
  mayAnswer: boolean,
): WhatFollows {
  const rolesOf = rolesIn(input)
  const status = requestStatus(input.state, request, rolesOf, input.now)
  const consenting = consentingPersons(input.state, request, rolesOf)
  const missing = Math.max(0, request.persons - consenting.length)
  const undo = request.content.undo === true
  const goAt = undo ? null : (run.go?.at ?? null)
  const stands = goAt !== null && isLive(run) && (status === 'open' || status === 'approved')
  const newer = status === 'open' || status === 'approved' ? null : newerRequest(input, request)
  return {
    heading: undo ? 'What is undone' : headingOf(status, run),
    goStands: stands ? goWords(run, goAt, missing, agedOf(input, run, request)) : null,
    label: labelOf(undo ? null : goAt, missing),
    next: mayAnswer ? null : nextWords(input, run, request, viewer, missing),
    newer,
  }
}

function headingOf(status: ReturnType<typeof requestStatus>, run: RunState): string {
  if (!isLive(run) || status === 'voided' || status === 'expired') return 'What was asked for'
  if (run.go === null) return 'What runs at GO'
  return status === 'open' ? 'What runs as soon as enough approve' : 'What runs under GO'
}

/** Why a full consent is asked for anew all the same; null where it is not. */
function agedOf(input: IncidentInput, run: RunState, request: ApprovalRequestState): string | null {
  const { state, plan, now } = input
  const rolesOf = rolesIn(input)
  if (requestStatus(state, request, rolesOf, now) !== 'approved') return null
  if (request.content.undo === true) return agedToUndo(state, run, request, { rolesOf, now })
  return agedSinceGo(state, run, runbookOf(plan, run.runbook), request, { rolesOf, now })
}

function goWords(run: RunState, at: string, missing: number, aged: string | null): string {
  const since = `GO stands since ${utcClock(at)}`
  const held = run.paused !== null ? 'the run is paused' : run.status === 'going' ? null : 'the run was stopped'
  if (held !== null) return `${since}; ${held}, so nothing runs until it goes on.`
  if (aged !== null) return `${since}, but ${aged}: people are asked again.`
  if (missing === 0) return `${since}: nobody is asked again.`
  return `${since}: nobody is asked again once ${missing === 1 ? 'one more has' : `${missing} more have`} approved.`
}

function labelOf(goAt: string | null, missing: number): string {
  if (goAt === null) return 'Hold to approve'
  return missing > 1 ? 'Hold to approve: it runs once enough have' : 'Hold to approve: it runs at once'
}

/** What was asked for anew, of the same run and rule and the same way. */
function newerRequest({ state }: IncidentInput, request: ApprovalRequestState): WhatFollows['newer'] {
  const later = Object.values(state.requests).findLast(
    (one) =>
      one.runId === request.runId &&
      one.rule === request.rule &&
      one.content.undo === request.content.undo &&
      one.ended === null &&
      one.requested.sequence > request.requested.sequence,
  )
  if (later === undefined) return null
  const steps = listWords(later.content.steps.map(({ step }) => step))
  return { requestId: later.id, label: `Read the newer request: ${steps}, asked ${utcClock(later.requested.at)}` }
}

function nextWords(
  input: IncidentInput,
  run: RunState,
  request: ApprovalRequestState,
  viewer: Viewer,
  missing: number,
): string | null {
  const { state, now } = input
  if (state.closed !== null || !isLive(run)) return null
  const status = requestStatus(state, request, rolesIn(input), now)
  const commander = whoCommands(input)
  if (status === 'voided' || status === 'expired')
    return newerRequest(input, request) === null
      ? `Nothing is asked of you now. ${commander} may ask again; it then waits under Approvals.`
      : 'It was asked for anew.'
  if (!request.answers.some((answer) => answer.person === viewer.person && gives(answer))) return null
  if (status === 'open') {
    const others = request.duties.filter((duty) => state.duties[duty] !== viewer.person)
    const who = others.map((duty) => dutyAndHolder(input, duty)).join('; ')
    return `Next: ${missing} more of ${who} ${missing === 1 ? 'approves' : 'approve'}. Nothing else is asked of you.`
  }
  const undo = request.content.undo === true
  if (agedOf(input, run, request) !== null)
    return `It was approved too long ago to go on with. ${commander} may ask again; it then waits under Approvals.`
  if (undo || run.go !== null) return 'Enough have approved: it runs. Nothing else is asked of you.'
  return `Enough have approved. Next: ${commander} gives GO. Nothing else is asked of you.`
}

function whoCommands(input: IncidentInput): string {
  const { plan, persons } = input
  const duty = plan.duties.find(({ role }) => role === 'commander')?.id
  const holder = duty === undefined ? undefined : holderOf(holdingIn(input), duty)
  return holder === undefined ? 'The commander' : fullName(persons, holder)
}
