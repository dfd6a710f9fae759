import { assertNever } from '../../assert-never'
import { may } from '../../access/roles'
import { mayAskAgainAt } from '../../run/decide/decide-notice'
import { wayWords } from '../../run/describe/describe-notice'
import { awaitedPersons, triesOfAsking, waitsForAnswers, waysToTell } from '../../run/due-notices'
import type { NoticeState } from '../../run/notice-state'
import type { ApprovalRequestState } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { rolesIn } from '../incident-input'
import { utcClock } from '../format/instant'
import { shortName } from '../names'
import type { ActionView } from './action'
import type { StatusKind } from './step-words'

/** What became of telling somebody by one way. */
export interface ToldWay {
  way: string
  status: StatusKind
  word: string
  at: string | null
  /** Why it failed, and whether it is tried again; null where it did not. */
  detail: string | null
}

/** One person who is asked: told when and how, and whether they have opened the request. */
export interface ToldPerson {
  person: string
  name: string
  /** When they first had the request before their eyes; null: not yet. */
  openedAt: string | null
  ways: ToldWay[]
  /** Why they hear of it in the console alone; null where the plan says how to tell them. */
  consoleOnly: string | null
  /** Null where nobody is waited for, or the viewer may not ask. */
  again: ActionView | null
}

/** Everybody who is waited for, and whoever was told before, by the duties of the rule. */
export function toldPersons(input: IncidentInput, request: ApprovalRequestState, viewer: Viewer): ToldPerson[] {
  const { state, plan, persons, now } = input
  const rolesOf = rolesIn(input)
  const waits = waitsForAnswers(state, request, rolesOf, now)
  const awaited = waits ? awaitedPersons(state, request, rolesOf) : []
  const told = [...request.notices.map(({ person }) => person), ...Object.keys(request.seen)]
  const ways = waysToTell(plan, state, request)
  return [...new Set([...awaited, ...told])].map((person) => ({
    person,
    name: shortName(persons, person),
    openedAt: request.seen[person]?.at ?? null,
    ways: ways.flatMap(({ by }) => {
      const last = triesOfAsking(state, request, person, by).at(-1)
      if (last === undefined && !awaited.includes(person)) return []
      return [{ way: wayWords(by), ...became(last) }]
    }),
    consoleOnly: ways.length === 0 ? 'The plan names no way to tell them.' : null,
    again: awaited.includes(person) && ways.length > 0 ? askAgain(input, request, person, viewer) : null,
  }))
}

function became(last: NoticeState | undefined): Omit<ToldWay, 'way'> {
  if (last === undefined) return { status: 'waiting', word: 'not told yet', at: null, detail: null }
  const { ended } = last
  if (ended === null) return { status: 'running', word: 'being told', at: null, detail: null }
  switch (ended.as) {
    case 'sent':
      return { status: 'ok', word: 'told', at: ended.at, detail: null }
    case 'failed':
      return {
        status: ended.perhapsSent ? 'unknown' : 'warning',
        word: ended.perhapsSent ? 'not known whether told' : 'not told',
        at: ended.at,
        detail: `${ended.message}${ended.retryAt === null ? '' : '; it is tried again'}`,
      }
    default:
      return assertNever(ended, 'outcome')
  }
}

function askAgain(
  { state, plan, now }: IncidentInput,
  request: ApprovalRequestState,
  person: string,
  viewer: Viewer,
): ActionView | null {
  if (!may(viewer.roles, 'approval.request')) return null
  const from = waysToTell(plan, state, request)
    .map(({ by }) => mayAskAgainAt(request, person, by) ?? now)
    .sort()[0]
  const barred = from !== undefined && from > now
  return {
    key: `again-${request.id}-${person}`,
    label: 'Ask again',
    verb: 'ask-again',
    input: { incidentId: state.id, requestId: request.id, person },
    how: 'press',
    disabledBecause: barred ? `Asked a moment ago. It can be asked again from ${utcClock(from)}.` : null,
  }
}

/** What whoever waits for approvals should know of them: who has opened the request, and whom no message reached. */
export function toldWords(input: IncidentInput, request: ApprovalRequestState, viewer: Viewer): string {
  const answered = new Set(request.answers.flatMap(({ person, lost }) => (lost === true ? [] : [person])))
  const waited = toldPersons(input, request, viewer).filter(({ person }) => !answered.has(person))
  const opened = waited.filter(({ openedAt }) => openedAt !== null).map(({ name }) => name)
  const sentences = [opened.length === 0 ? 'Nobody else has opened it yet.' : `Opened by ${opened.join(', ')}.`]
  if (request.answers.length === 0 && opened.length === 0) sentences[0] = 'Nobody has opened it yet.'
  for (const { name, ways } of waited) {
    const missed = ways.filter(({ status }) => status === 'warning' || status === 'unknown').map(({ way }) => way)
    if (missed.length > 0 && missed.length === ways.length) sentences.push(`No message reached ${name}: call them.`)
  }
  return sentences.join(' ')
}
