import { holderOf } from '../../run/holds-command'
import { consentingPersons, gives } from '../../run/approval'
import type { ApprovalRequestState, RunState } from '../../run/state'
import { isLive } from '../../run/state'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn, rolesIn } from '../incident-input'
import { dutyAndHolder, fullName, listWords } from '../names'
import { requestStanding, type RequestStanding } from './request-standing'

export interface WhatFollows {
  standing: RequestStanding
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

/** When what is asked for runs, and what comes next for the viewer: one account of it, whatever became of the request. */
export function whatFollows(
  input: IncidentInput,
  run: RunState,
  request: ApprovalRequestState,
  viewer: Viewer,
  mayAnswer: boolean,
): WhatFollows {
  const standing = requestStanding(input, run, request)
  const consenting = consentingPersons(input.state, request, rolesIn(input))
  const missing = Math.max(0, request.persons - consenting.length)
  const undo = request.content.undo === true
  const goAt = undo ? null : (run.go?.at ?? null)
  const { is } = standing
  return {
    standing,
    heading: undo ? 'What is undone' : headingOf(standing, run),
    goStands: goAt === null || !isLive(run) ? null : goWords(run, goAt, missing, standing),
    label: labelOf(goAt, missing),
    next: mayAnswer ? null : nextWords(input, run, request, viewer, missing, standing),
    newer: is === 'voided' || is === 'expired' ? newerRequest(input, request) : null,
  }
}

function headingOf({ is }: RequestStanding, run: RunState): string {
  if (!isLive(run) || is === 'voided' || is === 'expired' || is === 'changed' || is === 'left')
    return 'What was asked for'
  if (run.go === null) return 'What runs at GO'
  return is === 'open' ? 'What runs as soon as enough approve' : 'What runs under GO'
}

function goWords(run: RunState, at: string, missing: number, { is, why }: RequestStanding): string | null {
  if (is === 'voided' || is === 'expired' || is === 'left' || is === 'over') return null
  const since = `GO stands since ${utcClock(at)}`
  if (is === 'changed' || is === 'aged') return `${since}, but ${why ?? ''}: people are asked again.`
  const held = run.paused !== null ? 'the run is paused' : is === 'stopped' ? 'the run was stopped' : null
  if (held !== null) return `${since}; ${held}, so nothing runs until it goes on.`
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
  { is, why }: RequestStanding,
): string | null {
  const { state } = input
  const commander = whoCommands(input)
  switch (is) {
    case 'over':
      return null
    case 'left':
      return isLive(run)
        ? 'The run goes back: nothing of this runs any more. Nothing else is asked of you here.'
        : 'The run has ended without it: nothing of this runs any more. Nothing else is asked of you.'
    case 'stopped':
      return 'The run was stopped: nothing of this runs until it goes on. Nothing else is asked of you.'
    case 'voided':
    case 'expired':
      if (state.closed !== null || !isLive(run)) return null
      return newerRequest(input, request) === null
        ? `Nothing is asked of you now. ${commander} may ask again; it then waits under Approvals.`
        : 'It was asked for anew.'
    case 'changed':
      return `It does not run as it was approved: ${why ?? ''}. ${commander} may ask again; it then waits under Approvals.`
    case 'aged':
      return `It was approved too long ago to go on with. ${commander} may ask again; it then waits under Approvals.`
  }
  if (state.closed !== null || !isLive(run)) return null
  if (!request.answers.some((answer) => answer.person === viewer.person && gives(answer))) return null
  if (is === 'open') {
    const others = request.duties.filter((duty) => state.duties[duty] !== viewer.person)
    const who = others.map((duty) => dutyAndHolder(input, duty)).join('; ')
    return `Next: ${missing} more of ${who} ${missing === 1 ? 'approves' : 'approve'}. Nothing else is asked of you.`
  }
  if (request.content.undo !== true && run.go === null)
    return `Enough have approved. Next: ${commander} gives GO. Nothing else is asked of you.`
  const when = run.paused === null ? 'it runs' : 'it runs once the run goes on'
  return `Enough have approved: ${when}. Nothing else is asked of you.`
}

function whoCommands(input: IncidentInput): string {
  const { plan, persons } = input
  const duty = plan.duties.find(({ role }) => role === 'commander')?.id
  const holder = duty === undefined ? undefined : holderOf(holdingIn(input), duty)
  return holder === undefined ? 'The commander' : fullName(persons, holder)
}
