import { fieldValue } from '../../posture/sample'
import { isWhatItNames, notWhatItNames } from '../../run/covering'
import { consentingPersons, requestOf } from '../../run/approval'
import { awaitedPersons, waitsForAnswers } from '../../run/due-notices'
import { runbookOf } from '../../run/resolve-step'
import type { ApprovalRequestState } from '../../run/state'
import { asItEnded } from '../as-it-ended'
import type { ActionView } from '../console/action'
import { actsWhere } from '../console/acts-where'
import { ask } from '../console/action'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { rolesIn } from '../incident-input'
import { isLive } from '../../run/state'
import type { LossView } from '../loss-view'
import { lostCount } from '../format/lost-count'
import { losingWords, lossText, lossView } from '../loss-view'
import type { MoneyView } from '../money'
import { moneyView } from '../money'
import { actorName, dutyTitle, fullName, incidentLabel, listWords, regionTitle } from '../names'
import { type CoveredGroup, coveredGroups } from './covered-groups'
import { coveredStep } from './covered-step'
import type { StandingFact } from './standing-facts'
import { standingFacts } from './standing-facts'
import { waivedOf, type WaivedLine } from './waived'
import { whatFollows, type WhatFollows } from './what-follows'
import { answerRefusal } from './who-may-answer'

export interface ApprovalView {
  now: string
  sequence: number
  incident: { id: string; label: string; title: string; live: boolean }
  requestId: string
  /** What consenting sets free: `Promote us-west-2, losing about 0.70 s`. */
  effect: string
  title: string
  askedBy: string
  askedAt: string
  /** `1 of 2: Tomás Varga, 02:46:31. You would be the second.` */
  answers: string[]
  /** When it runs, and what comes next for the viewer. */
  follows: Omit<WhatFollows, 'label'>
  /** Every step the digest covers, in order; those alike as one. */
  groups: CoveredGroup[]
  accounts: string[]
  regions: string[]
  /** What the request is of: its run and rule. */
  of: { run: string; rule: string }
  planHash: string
  environment: string
  environmentHash: string
  loss: LossView | null
  /** To the millisecond, as the digest covers it. */
  boundMilliseconds: number | null
  boundCount: string | null
  unknownAccepted: string | null
  /** Which region serves was not known when it was asked, and the commander accepted that. */
  unknownServingAccepted: string | null
  unprovenAccepted: { step: string; statement: string }[]
  /** What it rests on and was skipped, or passed against its check, as sentences. */
  waived: WaivedLine[]
  /** What it would have lost when it was asked; null where that is what is read now, or nothing is lost. */
  lossAsked: { words: string; at: string } | null
  money: MoneyView
  digest: string
  facts: StandingFact[]
  /** Null: nobody waits for it any more, so nothing runs out. */
  expiresAt: string | null
  /** The incident has ended, and when. */
  ended: { at: string } | null
  /** Why the viewer may not answer; null when they may. */
  refusal: string | null
  /** The viewer is waited for, and it is not recorded yet that they have seen the request. */
  unseen: boolean
  mine: { answer: 'approved' | 'refused'; at: string; sequence: number } | null
  approve: ActionView
  refuse: ActionView
}

/** Everything one digest covers, for one viewer, at one moment. Null: there is no such request. */
export function buildApprovalView(asked: IncidentInput, requestId: string, viewer: Viewer): ApprovalView | null {
  const input = asItEnded(asked)
  const { state, plan, environment, persons, now } = input
  const request = requestOf(state, requestId)
  const run = state.runs.find(({ id }) => id === request?.runId)
  if (request === undefined || run === undefined) return null
  const runbook = runbookOf(plan, run.runbook)
  const { content } = request
  const loss = content.loss === null ? null : lossView(input, runbook, content.loss.boundMilliseconds)
  const steps = content.steps.map((covered) => coveredStep(covered, runbook, (duty) => dutyTitle(plan, duty)))
  const answering = answerRefusal(input, request, viewer)
  const refusal = isWhatItNames(request) ? answering : notWhatItNames
  const to = regionTitle(plan, runbook.to)
  const promotes = content.undo !== true && content.steps.some(({ step }) => step === runbook.pointOfNoReturn)
  const undo = content.undo === true
  const effect = promotes
    ? `promote ${to}`
    : `${undo ? 'undo' : 'run'} ${listWords(content.steps.map(({ step }) => step))}`
  const losing = promotes && loss !== null && loss.kind !== 'none' ? `, ${losingWords({ ...loss, count: null })}` : ''
  const mine = request.answers.find(({ person, lost }) => person === viewer.person && lost !== true)
  const rolesOf = rolesIn(input)
  const waits =
    waitsForAnswers(state, request, rolesOf, now) && awaitedPersons(state, request, rolesOf).includes(viewer.person)
  const of = { incidentId: state.id, requestId }
  const { label, ...follows } = whatFollows(input, run, request, viewer, refusal === null)
  const facts = standingFacts(input, run, request, loss)
  return {
    now: asked.now,
    sequence: state.sequence,
    incident: { id: state.id, label: incidentLabel(state), title: state.title, live: state.mode === 'live' },
    requestId,
    effect: `${effect.slice(0, 1).toUpperCase()}${effect.slice(1)}${losing}`,
    title: requestTitle(input, request),
    askedBy:
      request.requested.by.kind === 'person'
        ? fullName(persons, request.requested.by.person)
        : actorName(persons, request.requested.by),
    askedAt: request.requested.at,
    answers: answerLines(input, request, viewer, answering === null),
    follows,
    groups: coveredGroups(steps),
    accounts: [...new Set(steps.flatMap(({ commands }) => commands.flatMap(({ where }) => where.account ?? [])))],
    regions: [...new Set(steps.flatMap(({ regions }) => regions))],
    of: { run: content.runId, rule: content.rule },
    planHash: content.planHash,
    environment: environment.title,
    environmentHash: content.environmentHash,
    loss,
    boundMilliseconds: content.loss?.boundMilliseconds ?? null,
    boundCount: boundCount(input, runbook.loss?.ratePerSecond, content.loss?.boundMilliseconds, runbook.loss?.noun),
    unknownAccepted: content.loss?.unknownAccepted ?? null,
    unknownServingAccepted: content.unknownServingAccepted ?? null,
    unprovenAccepted: content.unprovenAccepted,
    waived: waivedOf(content, runbook),
    lossAsked:
      request.loss === null
        ? null
        : { words: lossText(request.loss, false).amount ?? 'UNKNOWN', at: request.loss.measuredAt },
    money: moneyView(plan, state),
    digest: request.digest,
    facts,
    expiresAt: state.closed !== null || !isLive(run) || request.ended !== null ? null : request.expiresAt,
    ended: state.closed === null ? null : { at: state.closed.at },
    refusal,
    unseen: refusal === null && request.seen[viewer.person] === undefined && waits,
    mine: mine === undefined ? null : { answer: mine.answer, at: mine.at, sequence: mine.sequence },
    approve: actsWhere(environment, {
      key: `approve-${requestId}`,
      label,
      holding: effect,
      to: 'approve',
      verb: 'give-approval',
      input: { ...of, digest: request.digest },
      how: 'hold',
      disabledBecause: refusal,
    }),
    refuse: {
      key: `refuse-${requestId}`,
      label: 'Refuse with a reason',
      verb: 'refuse-approval',
      input: of,
      how: 'ask',
      ask: ask(
        'reason',
        'Why do you refuse?',
        'The run does not end by it: the commander may ask again, and others may still approve.',
        { suggestions: factsAgainst(facts) },
      ),
      disabledBecause: answering ?? (mine?.answer === 'refused' ? 'You refused it already.' : null),
    },
  }
}

/** What does not stand, as sentences a refusal may begin with. */
function factsAgainst(facts: readonly StandingFact[]): string[] {
  return facts
    .filter(({ status }) => status !== 'ok')
    .map(({ title, word, detail }) => `${title}: ${word}${detail === null ? '' : `, ${detail}`}.`)
}

/** Named after what cannot be taken back, since that is what is consented to. */
export function requestTitle({ plan, state }: IncidentInput, request: ApprovalRequestState): string {
  const run = state.runs.find(({ id }) => id === request.runId)
  const line = run === undefined ? null : runbookOf(plan, run.runbook).pointOfNoReturn
  const gravest = request.content.steps.find(({ step }) => step === line) ?? request.content.steps[0]
  return `${request.content.undo === true ? 'Undo: ' : ''}${gravest?.title ?? 'Nothing'}`
}

function answerLines(
  input: IncidentInput,
  request: ApprovalRequestState,
  viewer: Viewer,
  couldAnswer: boolean,
): string[] {
  const { persons, state } = input
  const consenting = consentingPersons(state, request, rolesIn(input))
  const lines = request.answers.map((answer) => {
    const name = answer.person === viewer.person ? 'You' : fullName(persons, answer.person)
    if (answer.answer === 'refused') return `${name} refused, ${utcClock(answer.at)}: ${answer.reason ?? ''}`
    const place = consenting.indexOf(answer.person)
    return `${place === -1 ? 'no longer counts' : `${place + 1} of ${request.persons}`}: ${name}, ${utcClock(answer.at)}.`
  })
  if (couldAnswer && consenting.length < request.persons)
    lines.push(`You would be ${consenting.length + 1} of ${request.persons}.`)
  return lines
}

function boundCount(
  input: IncidentInput,
  rate: string | undefined,
  bound: number | undefined,
  noun: string | undefined,
): string | null {
  if (rate === undefined || bound === undefined) return null
  const { value } = fieldValue(input.readings, rate, Number.POSITIVE_INFINITY, input.now)
  return typeof value === 'number' ? lostCount({ count: (value * bound) / 1_000, noun: noun ?? 'writes' }, false) : null
}
