import type { OwnRoom, PollView, RoomView } from './room-view'
import { may } from '../../access/roles'
import { holderOf, holdsCommand } from '../../run/holds-command'
import type { CommandStatus, PollState } from '../../run/state'
import { currentRun } from '../../run/state'
import { holdingIn, nobody, type IncidentInput, type Viewer } from '../incident-input'
import { messagesOf, type MessageView } from '../messages'
import { shortName } from '../names'
import type { ActionView } from './action'
import { ask } from './action'
import { approvalCards } from './approval-cards'
import { askedKey, joinRoom } from './join-console'
import { decisionLines } from './decisions'

/** Who is here and what do they say: duty, presence and poll are one table, since they are one question. */
export function roomView(input: IncidentInput, viewer: Viewer): RoomView {
  return joinRoom(sharedRoom(input), ownRoom(input, viewer))
}

export function ownRoom(input: IncidentInput, viewer: Viewer): OwnRoom {
  const { state, plan } = input
  const poll = state.polls.at(-1) ?? null
  const cards = may(viewer.roles, 'approval.request') ? approvalCards(input, currentRun(state), viewer) : []
  return {
    mayAssign: may(viewer.roles, 'incident.assign-duty') && holdsCommand(holdingIn(input), viewer.person),
    yours: plan.duties.map(({ id }) => id).filter((duty) => state.duties[duty] === viewer.person),
    pollActions: poll === null ? [] : pollActions(input, poll, viewer),
    again: Object.fromEntries(
      cards.flatMap(({ requestId, told }) =>
        told.flatMap(({ person, again }) => (again === null ? [] : [[askedKey(requestId, person), again]])),
      ),
    ),
  }
}

/** The room as everybody reads it. */
export function sharedRoom(input: IncidentInput): RoomView {
  const { state, plan, persons, presence } = input
  const poll = state.polls.at(-1) ?? null
  const run = currentRun(state)
  return {
    mayAssign: false,
    rows: plan.duties.map((duty) => {
      const holder = state.duties[duty.id] ?? null
      const answer = poll?.answers[duty.id]?.answer ?? null
      const seen = presence.find(({ person }) => person === holder)
      return {
        duty: duty.id,
        title: duty.title,
        holder,
        name: holder === null ? null : shortName(persons, holder),
        you: false,
        seenAt: seen?.seenAt ?? null,
        onIncident: seen?.incident === state.id,
        answer: answer === null ? null : answer === 'go' ? 'GO' : 'NO-GO',
        candidates: Object.values(persons)
          .filter((person) => person.roles.includes(duty.role))
          .map((person) => ({ person: person.id, name: person.name })),
      }
    }),
    poll: poll === null ? null : pollView(poll),
    approvals: approvalCards(input, run, nobody),
    sent: sentMessages(input),
    decisions: decisionLines(input),
    decisionsBefore: state.decidedBefore,
  }
}

function pollActions(input: IncidentInput, poll: PollState, viewer: Viewer): ActionView[] {
  const { state } = input
  if (state.closed !== null) return []
  const { number } = poll
  const of = { incidentId: state.id, poll: number }
  const mine = poll.duties.some((duty) => holderOf(holdingIn(input), duty) === viewer.person)
  const actions: ActionView[] = []
  if (poll.closed === null && mine && may(viewer.roles, 'incident.answer-poll'))
    actions.push(
      {
        key: `go-${number}`,
        label: 'GO',
        verb: 'answer-poll',
        input: { ...of, answer: 'go', reason: null },
        how: 'press',
        shortcut: 'G',
        disabledBecause: null,
      },
      {
        key: `no-go-${number}`,
        label: 'NO-GO',
        verb: 'answer-poll',
        input: { ...of, answer: 'no-go' },
        how: 'ask',
        ask: ask('reason', 'Why no-go?', 'The commander hears it at once.'),
        disabledBecause: null,
      },
    )
  if (poll.closed === null && may(viewer.roles, 'incident.call-poll'))
    actions.push({
      key: `close-${number}`,
      label: 'Close poll',
      verb: 'close-poll',
      input: of,
      how: 'press',
      disabledBecause: null,
    })
  return actions
}

function pollView(poll: PollState): PollView {
  const answers = Object.entries(poll.answers)
  return {
    number: poll.number,
    question: poll.question,
    asked: poll.duties.length,
    go: answers.filter(([, answer]) => answer.answer === 'go').length,
    noGo: answers.flatMap(([duty, answer]) => (answer.answer === 'no-go' ? [{ duty, reason: answer.reason }] : [])),
    closedAt: poll.closed?.at ?? null,
    actions: [],
  }
}

/** What became of a message that has no time, as it reads behind its place. */
const unsent: Readonly<Partial<Record<CommandStatus, string>>> = {
  'in-doubt': 'not known whether it was sent',
  unknown: 'not known whether it was sent',
  partial: 'sent in part',
  intended: 'about to be sent',
  refused: 'refused',
  busy: 'not taken yet',
  unreachable: 'could not be reached',
}

function sentMessages(input: IncidentInput): RoomView['sent'] {
  return messagesOf(input).map((message) => {
    const { at, status, correction, step } = message
    const words = at === null ? (unsent[status] ?? 'not sent') : correction ? 'correction' : null
    return { at, text: [placeOf(message), words, step].filter(Boolean).join(', '), held: at === null }
  })
}

/** `Slack #incidents-exec`, `Status page: identified`, `PagerDuty`. */
function placeOf({ action, said: { channel, status }, correction }: MessageView): string {
  if (action.startsWith('slack.'))
    return `Slack ${typeof channel === 'string' ? `#${channel.replace(/^#/, '')}` : ''}`.trim()
  if (action.startsWith('statuspage.'))
    return `Status page${typeof status === 'string' && !correction ? `: ${status}` : ''}`
  return 'PagerDuty'
}
