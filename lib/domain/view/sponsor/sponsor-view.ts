import type { Plan, Tier } from '../../plan/schema/plan'
import type { Runbook } from '../../plan/schema/runbook'
import { actsForReal } from '../../run/acts-for-real'
import type { Mode } from '../../run/events/incident-events'
import { runbookOf } from '../../run/resolve-step'
import { currentRun } from '../../run/state'
import { hasLength, type TierNow, tiersNow } from '../../run/tier-now'
import { asItEnded } from '../as-it-ended'
import { utcClock } from '../format/instant'
import { wholeNumber } from '../format/amount'
import type { IncidentInput } from '../incident-input'
import { moneyView } from '../money'
import { provenPart, ranRunbook } from '../proven-words'
import { servingStates } from '../../posture/serving-state'
import { twoWritersSentence } from './two-writers-sentence'
import { aloneSentence, plainServing, type PlainServing } from './alone-sentence'
import { decisionLines, type DecisionLine } from './decisions'
import { lossSentence } from './loss-sentence'
import { clock } from './clock'
import { inSentence, isPlural, tierSubject } from './plain-names'
import { expectedBack, expectedSentence, situation } from './progress'
import { checksOf, seenFromOutside } from './seen-from-outside'
import { serviceRows, type SponsorService } from './service-rows'
import { strong, text, type Sentence } from './sentence'
import { toldLines, type ToldLine } from './told'

/** Everything the sponsor reads. Plain sentences; no step, no system, no id. */
export interface SponsorView {
  mode: 'none' | 'live' | 'drill'
  /** The incident's status; `none` while none is open. */
  status: string
  /** Set once it has ended: nothing here goes on. */
  ended: { at: string } | null
  banner: string
  now: string
  /** Where each promotion boundary runs now; nothing of an incident that has ended. */
  serving: PlainServing[]
  /** The first is the headline. */
  sentences: Sentence[]
  situation: string
  bar: {
    from: string
    until: string | null
    /** It ended with the incident, and not because it was back. */
    stillDown: boolean
    back: { p50: number; p95: number } | null
  } | null
  odds: string | null
  services: SponsorService[]
  decided: DecisionLine[]
  told: ToldLine[]
}

export function buildSponsorView(asked: IncidentInput): SponsorView {
  const input = asItEnded(asked)
  const { state, plan, environment, now } = input
  const run = currentRun(state)
  const runbookId = run?.runbook ?? state.declared?.runbook ?? null
  const runbook =
    runbookId === null ? (plan.runbooks.length === 1 ? (plan.runbooks[0] ?? null) : null) : runbookOf(plan, runbookId)
  const named = runbookId === null ? null : runbook
  const ran = ranRunbook(plan, state)
  const tiers = tiersNow(state, plan, input.readings, now)
  const tier = headlineTier(plan, tiers)
  const is = tiers.find((one) => one.tier === tier?.id) ?? null
  const down = tier !== null && (is?.is === 'down' || is?.is === 'answering') && state.closed === null
  const back = down ? expectedBack(input, named, tier) : null
  const drill = state.mode !== 'live'
  const disaster = plan.disasterClasses.find((one) => one.id === state.declared?.class)
  const loss = lossSentence(input, runbook)
  const two = twoWritersSentence(input)
  const states = state.closed === null ? servingStates(input) : []
  const alone = aloneSentence(plan, states)
  return {
    mode: drill ? 'drill' : 'live',
    ended: state.closed === null ? null : { at: state.closed.at },
    status: state.status,
    banner: `${state.closed === null ? '' : `ended ${utcClock(state.closed.at)}, `}${worldWords(state.mode, environment.lab)}${disaster === undefined ? '' : `, ${inSentence(disaster.title)}`}${environment.lab ? ', in the lab' : ''}`,
    now: asked.now,
    serving: states.map(plainServing),
    sentences: [
      headline(input, tier, is, ran),
      ...costSentences(input),
      ...(down ? [expectedSentence(input, named, tier)] : []),
      ...(loss === null ? [] : [loss]),
      ...(two === null ? [] : [two]),
      ...(alone === null ? [] : [alone]),
    ],
    situation: situation(input, named, tier),
    bar:
      is?.outages.at(-1) === undefined
        ? null
        : {
            from: is.outages.at(-1)?.from ?? now,
            until: is.outages.at(-1)?.until ?? null,
            stillDown: is.is === 'down' && state.closed !== null,
            back,
          },
    odds:
      back === null ? null : `Even odds of being back by ${clock(back.p50)}. 19 in 20 by ${clock(back.p95, 'late')}.`,
    services: serviceRows(input, tiers, named, ran),
    decided: decisionLines(input, named),
    told: toldLines(input, named),
  }
}

/** The tier the headline is about: the first that is down, else that was, else the first that is watched. */
function headlineTier(plan: Plan, tiers: readonly TierNow[]): Tier | null {
  const of = (test: (one: TierNow) => boolean) =>
    plan.tiers.find(({ id }) => tiers.some((one) => one.tier === id && test(one)))
  return (
    of(({ is }) => is === 'down' || is === 'answering') ??
    of(({ is }) => is === 'failing') ??
    of(({ is }) => is === 'back') ??
    of(({ is }) => is !== 'not-watched') ??
    null
  )
}

function headline(input: IncidentInput, tier: Tier | null, is: TierNow | null, ran: Runbook | null): Sentence {
  const { plan, state } = input
  if (tier === null || is === null) return [text('We cannot tell '), strong('what customers see'), text('.')]
  // Only what a run recovered is called back; the rest of the tier has a line of its own.
  const part = is.is === 'back' ? (provenPart(plan, ran, tier.id) ?? undefined) : undefined
  const subject = tierSubject(plan, tier.id, part)
  const many = isPlural(plan, tier.id, part)
  const they = many ? 'They' : 'It'
  const last = is.outages.at(-1)
  const inAll: Sentence =
    is.outages.length > 1 ? [text(', '), { kind: 'downtime', outages: is.outages }, text(' in all')] : []
  if (state.closed !== null && last !== undefined && is.is !== 'back')
    return [
      text(
        `The incident ended while ${inSentence(subject)} ${many ? 'were' : 'was'} still down. ${they} had been down `,
      ),
      { kind: 'downtime', outages: is.outages },
      text('.'),
    ]
  if (is.is === 'back' && last !== undefined) {
    const ended = state.closed !== null
    const were = ended ? (many ? 'were back when it ended' : 'was back when it ended') : many ? 'are back' : 'is back'
    if (!is.outages.every(hasLength) && ended)
      return [
        text(`${subject} ${were}. How long ${many ? 'they were' : 'it was'} down was `),
        strong('not measured'),
        text('.'),
      ]
    if (!is.outages.every(hasLength))
      return [
        text(`${subject} ${were}. We `),
        strong('cannot tell'),
        text(` how long ${many ? 'they were' : 'it was'} down.`),
      ]
    return [
      text(`${subject} ${were}. ${they} ${many ? 'were' : 'was'} down `),
      { kind: 'downtime', outages: is.outages },
      text('.'),
    ]
  }
  const seen = seenFromOutside(plan, tier, input.readings, input.now)
  if (last !== undefined && is.is === 'failing')
    return [
      text(`${subject} ${many ? 'fail' : 'fails'} again in `),
      strong(checksOf(seen.failing, seen.places)),
      text('. We are watching whether it lasts.'),
    ]
  // It answers, and may not last: how long it was down is known all the same, and counts no further.
  if (last !== undefined && is.is === 'answering')
    return [
      text(`${subject} ${many ? 'were' : 'was'} down${is.again ? ' again' : ''} `),
      { kind: 'elapsed', from: last.from, until: last.until },
      ...inAll,
      text('.'),
    ]
  if (last !== undefined && is.again)
    return [
      text(`${subject} ${many ? 'are' : 'is'} down again, for `),
      { kind: 'elapsed', from: last.from, until: null },
      ...inAll,
      text('.'),
    ]
  if (last !== undefined)
    return [
      text(`${subject} ${many ? 'have' : 'has'} been down `),
      { kind: 'elapsed', from: last.from, until: null },
      text('.'),
    ]
  if (state.closed !== null)
    return [text('The incident has ended. '), text(`${subject} ${many ? 'were' : 'was'} not seen to be down in it.`)]
  if (is.is === 'working')
    return [text(`${subject} ${many ? 'work' : 'works'} in `), strong(checksOf(seen.places, seen.places)), text('.')]
  if (is.is === 'failing' || seen.failing > 0)
    return [text(`${subject} ${many ? 'fail' : 'fails'} in `), strong(checksOf(seen.failing, seen.places)), text('.')]
  return [text('We '), strong('cannot tell yet'), text(` whether ${inSentence(subject)} ${many ? 'work' : 'works'}.`)]
}

/** Which world it acts in: a drill may be the real failover. */
function worldWords(mode: Mode, lab: boolean): string {
  if (mode === 'live') return 'real incident'
  if (!actsForReal(mode)) return 'a drill, nothing real is affected'
  return lab ? 'a drill of the real failover' : 'a drill on the real system'
}

function costSentences({ state, plan }: IncidentInput): Sentence[] {
  const money = moneyView(plan, state)
  if (money.stretches.length === 0) return []
  const cost: Sentence[number] = { kind: 'cost', stretches: money.stretches, currency: money.currency }
  if (!money.real)
    return [
      [
        text('This drill costs nothing. Were it real: about '),
        cost,
        text(money.perMinute > 0 ? ' so far.' : ' in all.'),
      ],
    ]
  if (money.perMinute === 0) return [[text('It cost about '), cost, text('.')]]
  return [[text('About '), cost, text(` so far, ${wholeNumber(money.perMinute)} more each minute.`)]]
}
