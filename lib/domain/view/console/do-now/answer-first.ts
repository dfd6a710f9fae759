import { holderOf } from '../../../run/holds-command'
import { askersOf } from '../../../run/approval'
import { may } from '../../../access/roles'
import { waitsForAnswers } from '../../../run/due-notices'
import { listWords } from '../../names'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { agreeFirst } from './proposed'
import { holdingIn, rolesIn } from '../../incident-input'

/** What only the viewer can give comes first: agreeing to what is proposed, an approval that waits for them, then their word in an open poll. */
export function answerFirst(scene: Scene): DoNowView | null {
  return agreeFirst(scene) ?? approvalOfMine(scene) ?? pollOfMine(scene)
}

function approvalOfMine({ input, viewer }: Scene): DoNowView | null {
  if (!may(viewer.roles, 'approval.give')) return null
  const rolesOf = rolesIn(input)
  for (const request of Object.values(input.state.requests)) {
    if (!waitsForAnswers(input.state, request, rolesOf, input.now)) continue
    if (askersOf(input.state, request).includes(viewer.person)) continue
    if (!request.duties.some((duty) => input.state.duties[duty] === viewer.person)) continue
    if (request.answers.some((answer) => answer.person === viewer.person && answer.lost !== true)) continue
    const steps = `${request.content.undo === true ? 'undo ' : ''}${listWords(request.content.steps.map(({ step }) => step))}`
    return say(
      `answer-${request.id}`,
      `Your approval is asked for: ${steps}`,
      request.content.undo === true
        ? 'Read what is undone and where. Approve it or refuse it with a reason.'
        : 'Read exactly what runs, where, and what it loses. Approve it or refuse it with a reason.',
      {
        row: `approval:${request.rule}`,
        link: { key: request.id, label: `Read ${steps}`, href: `/approvals/${request.id}`, shortcut: 'R' },
      },
    )
  }
  return null
}

function pollOfMine({ input, viewer }: Scene): DoNowView | null {
  const poll = input.state.polls.findLast((one) => one.closed === null)
  if (poll === undefined || !may(viewer.roles, 'incident.answer-poll')) return null
  const holding = holdingIn(input)
  const duty = poll.duties.find((one) => holderOf(holding, one) === viewer.person && poll.answers[one] === undefined)
  if (duty === undefined) return null
  return say(
    `poll-${poll.number}`,
    `Poll ${poll.number}: ${poll.question}`,
    'Your word is asked for. GO here, NO-GO in the room.',
    {
      primary: {
        key: `poll-${poll.number}`,
        label: 'GO',
        verb: 'answer-poll',
        input: { incidentId: input.state.id, poll: poll.number, answer: 'go', reason: null },
        how: 'press',
        shortcut: 'G',
        disabledBecause: null,
      },
      link: { key: 'room', label: 'NO-GO, in the room', href: '#room' },
    },
  )
}
