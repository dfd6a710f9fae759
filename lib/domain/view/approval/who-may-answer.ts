import { holderOf } from '../../run/holds-command'
import { may } from '../../access/roles'
import { askersOf, consentingPersons, requestStatus } from '../../run/approval'
import { asksNobody } from '../../run/asking'
import type { ApprovalRequestState } from '../../run/state'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn, rolesIn } from '../incident-input'
import { dutyTitle, fullName, listWords } from '../names'

/** Why the viewer may not answer, in the order a person would want to hear it; null when they may. */
export function answerRefusal(input: IncidentInput, request: ApprovalRequestState, viewer: Viewer): string | null {
  const { state, plan, now } = input
  const rolesOf = rolesIn(input)
  const titles = request.duties.map((duty) => dutyTitle(plan, duty))
  const silent = asksNobody(state, request)
  if (silent !== null) return silent
  const status = requestStatus(state, request, rolesOf, now)
  if (status === 'voided') return `Void: ${request.ended?.reason ?? ''}.`
  if (status === 'expired') return 'Expired. The commander may ask again.'
  if (askersOf(state, request).includes(viewer.person))
    return `You asked for it, so another person approves: ${holders(input, request, viewer)}.`
  if (!may(viewer.roles, 'approval.give'))
    return `This needs the role approver; you are ${listWords(viewer.roles)}. ${holders(input, request, viewer)} may.`
  if (!request.duties.some((duty) => state.duties[duty] === viewer.person))
    return `This needs ${listWords(titles)}; you hold none of them. ${holders(input, request, viewer)} may.`
  const mine = request.answers.find((answer) => answer.person === viewer.person)
  if (mine?.answer === 'approved' && consentingPersons(state, request, rolesOf).includes(viewer.person))
    return `You approved it at ${utcClock(mine.at)}.`
  return null
}

function holders(input: IncidentInput, request: ApprovalRequestState, viewer: Viewer): string {
  const { plan, persons } = input
  const known = request.duties.flatMap((duty) => {
    const person = holderOf(holdingIn(input), duty)
    return person === undefined || person === viewer.person
      ? []
      : [`${fullName(persons, person)} (${dutyTitle(plan, duty)})`]
  })
  return known.length === 0 ? 'nobody yet' : listWords(known)
}
