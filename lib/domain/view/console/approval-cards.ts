import { consentingPersons, requestStatus } from '../../run/approval'
import type { RunState } from '../../run/state'
import { requestStanding } from '../approval/request-standing'
import { groupedHex } from '../format/amount'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { rolesIn } from '../incident-input'
import { actorName, listWords, shortName } from '../names'
import type { StatusKind } from './step-words'
import { toldPersons, type ToldPerson } from './told'

/** One approval in the room. */
export interface ApprovalCard {
  requestId: string
  steps: string
  status: StatusKind
  word: string
  lines: string[]
  told: ToldPerson[]
  digest: string
  expiresAt: string | null
}

export function approvalCards(input: IncidentInput, run: RunState | null, viewer: Viewer): ApprovalCard[] {
  const { state, persons, now } = input
  const rolesOf = rolesIn(input)
  return Object.values(state.requests)
    .filter((request) => run === null || request.runId === run.id)
    .map((request) => {
      const of = state.runs.find(({ id }) => id === request.runId)
      const status = requestStatus(state, request, rolesOf, now)
      const standing = of === undefined ? null : requestStanding(input, of, request)
      const given = consentingPersons(state, request, rolesOf).length
      const answers = request.answers.map(
        (answer) =>
          `${shortName(persons, answer.person)} ${answer.answer === 'refused' ? 'refused ' : ''}${utcClock(answer.at)}${
            answer.reason === null ? '' : `: ${answer.reason}`
          }`,
      )
      return {
        requestId: request.id,
        steps: `${request.content.undo === true ? 'undo ' : ''}${listWords(request.content.steps.map(({ step }) => step))}`,
        status: standing?.status ?? 'waiting',
        word:
          standing === null || standing.is === 'open' || standing.is === 'approved'
            ? `${given} of ${request.persons}`
            : standing.word,
        lines: [
          ...answers,
          `asked by ${actorName(persons, request.requested.by)} ${utcClock(request.requested.at)}`,
          ...(request.ended === null ? [] : [`${request.ended.as}: ${request.ended.reason}`]),
        ],
        told: toldPersons(input, request, viewer),
        digest: groupedHex(request.digest, 8),
        expiresAt: status === 'open' ? request.expiresAt : null,
      } satisfies ApprovalCard
    })
    .reverse()
}
