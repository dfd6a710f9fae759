import type { Plan, Tier } from '../../plan/schema/plan'
import { outsideView } from '../../posture/outside'
import { runbookOf } from '../../run/resolve-step'
import { currentRun } from '../../run/state'
import { utcTime } from '../format/instant'
import { wholeNumber } from '../format/amount'
import type { IncidentInput } from '../incident-input'
import { moneyView } from '../money'
import { decisionLines, type DecisionLine } from './decisions'
import { lossSentence } from './loss-sentence'
import { inSentence, isPlural, tierServices, tierSubject } from './plain-names'
import { expectedBack, expectedSentence, situation } from './progress'
import { seenFromOutside } from './seen-from-outside'
import { strong, text, type Sentence } from './sentence'
import { toldLines, type ToldLine } from './told'

export interface SponsorService {
  names: string
  status: 'ok' | 'breached' | 'unknown' | 'running'
  word: string
  /** `02:49 to 02:51`, or in words why there is none. */
  back: string
}

/** Everything the sponsor reads. Plain sentences; no step, no system, no id. */
export interface SponsorView {
  mode: 'none' | 'live' | 'drill'
  banner: string
  now: string
  /** The first is the headline. */
  sentences: Sentence[]
  situation: string
  bar: { from: string; until: string | null; back: { p50: number; p95: number } | null } | null
  odds: string | null
  services: SponsorService[]
  decided: DecisionLine[]
  told: ToldLine[]
}

export function buildSponsorView(input: IncidentInput): SponsorView {
  const { state, plan, environment, now } = input
  const run = currentRun(state)
  const runbookId = run?.runbook ?? state.declared?.runbook ?? null
  const runbook =
    runbookId === null ? (plan.runbooks.length === 1 ? (plan.runbooks[0] ?? null) : null) : runbookOf(plan, runbookId)
  const named = runbookId === null ? null : runbook
  const tier = headlineTier(plan, input)
  const isBack =
    tier !== null && state.tiers[tier.id]?.recovered !== undefined && state.tiers[tier.id]?.recovered !== null
  const down = tier !== null && state.impact !== null && !isBack
  const back = down ? expectedBack(input, named, tier.id) : null
  const drill = state.mode !== 'live'
  const disaster = plan.disasterClasses.find((one) => one.id === state.declared?.class)
  const loss = lossSentence(input, runbook)
  return {
    mode: drill ? 'drill' : 'live',
    banner: `${drill ? 'a drill, nothing real is affected' : 'real incident'}${disaster === undefined ? '' : `, ${inSentence(disaster.title)}`}${environment.lab ? ', in the lab' : ''}`,
    now,
    sentences: [
      headline(input, tier),
      ...costSentences(input, drill),
      ...(down ? [expectedSentence(input, named, tier)] : []),
      ...(loss === null ? [] : [loss]),
    ],
    situation: situation(input, named, tier),
    bar:
      state.impact === null || tier === null
        ? null
        : { from: state.impact.at, until: state.tiers[tier.id]?.recovered?.at ?? null, back },
    odds:
      back === null ? null : `Even odds of being back by ${clock(back.p50)}. 19 in 20 by ${clock(back.p95, 'late')}.`,
    services: plan.tiers.map((one) => serviceRow(input, one, expectedBack(input, named, one.id))),
    decided: decisionLines(input, named),
    told: toldLines(input, named),
  }
}

/** The tier the headline is about: the first that is watched and still down, else the first that is watched. */
function headlineTier(plan: Plan, input: IncidentInput): Tier | null {
  const watched = plan.tiers.filter((tier) => tier.outside !== undefined)
  const down = (tier: Tier) => input.state.tiers[tier.id]?.recovered == null && !keptWorking(input, tier)
  return watched.find(down) ?? watched[0] ?? null
}

/** An outage need not take every tier: this one works, and has since before the impact. */
function keptWorking({ state, plan, readings, now }: IncidentInput, tier: Tier): boolean {
  if (state.impact === null || tier.outside === undefined) return false
  const maxAge = (id: string) => plan.readings.find((reading) => reading.id === id)?.maxAge ?? 0
  const view = outsideView(tier.outside, readings, maxAge, now)
  return view.seen === 'working' && view.since < state.impact.at
}

function headline(input: IncidentInput, tier: Tier | null): Sentence {
  const { state, plan } = input
  if (tier === null) return [text('We cannot tell '), strong('what customers see'), text('.')]
  const subject = tierSubject(plan, tier.id)
  const many = isPlural(plan, tier.id)
  const { impact } = state
  const recovered = state.tiers[tier.id]?.recovered ?? null
  if (impact !== null && recovered !== null)
    return [
      text(`${subject} ${many ? 'are' : 'is'} back. ${many ? 'They were' : 'It was'} down `),
      { kind: 'elapsed', from: impact.at, until: recovered.at },
      text('.'),
    ]
  if (impact !== null)
    return [
      text(`${subject} ${many ? 'have' : 'has'} been down `),
      { kind: 'elapsed', from: impact.at, until: null },
      text('.'),
    ]
  const seen = seenFromOutside(plan, tier, input.readings, input.now)
  if (seen.is === 'working')
    return [text(`${subject} ${many ? 'work' : 'works'}, seen from `), strong(places(seen.places)), text('.')]
  if (seen.is === 'failing')
    return [
      text(`${subject} ${many ? 'fail' : 'fails'}, seen from `),
      strong(`${seen.failing} of ${places(seen.places)}`),
      text('.'),
    ]
  return [text('We '), strong('cannot tell yet'), text(` whether ${subject.toLowerCase()} ${many ? 'work' : 'works'}.`)]
}

function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`
}

function costSentences({ state, plan }: IncidentInput, drill: boolean): Sentence[] {
  const money = moneyView(plan, state)
  if (money.stretches.length === 0) return []
  const cost: Sentence[number] = { kind: 'cost', stretches: money.stretches, currency: money.currency }
  if (drill)
    return [
      [text('A drill costs nothing. Were it real: about '), cost, text(money.perMinute > 0 ? ' so far.' : ' in all.')],
    ]
  if (money.perMinute === 0) return [[text('It cost about '), cost, text('.')]]
  return [[text('About '), cost, text(` so far, ${wholeNumber(money.perMinute)} more each minute.`)]]
}

function serviceRow(input: IncidentInput, tier: Tier, back: { p50: number; p95: number } | null): SponsorService {
  const { state, plan, now } = input
  const names = tierServices(plan, tier.id)
  if (tier.outside === undefined) return { names, status: 'unknown', word: 'not measured', back: 'cannot tell' }
  const clockOfTier = state.tiers[tier.id]
  if (state.impact === null) {
    const seen = seenFromOutside(plan, tier, input.readings, now).is
    if (seen === 'working') return { names, status: 'ok', word: 'working', back: '' }
    if (seen === 'failing') return { names, status: 'breached', word: 'failing', back: 'cannot tell yet' }
    return { names, status: 'unknown', word: 'unknown', back: 'cannot tell' }
  }
  if (clockOfTier?.recovered != null)
    return { names, status: 'ok', word: 'back', back: clock(Date.parse(clockOfTier.recovered.at)) }
  if (clockOfTier?.provisional != null)
    return { names, status: 'running', word: 'answering', back: clock(Date.parse(clockOfTier.provisional.at)) }
  if (keptWorking(input, tier)) return { names, status: 'ok', word: 'working', back: '' }
  const range = back === null ? 'cannot tell yet' : `${clock(back.p50)} to ${clock(back.p95, 'late')}`
  return { names, status: 'breached', word: 'down', back: range }
}

/** To the minute; the late end is rounded up, since it is a promise. */
function clock(at: number, end: 'early' | 'late' = 'early'): string {
  return utcTime(end === 'early' ? at : Math.ceil(at / 60_000) * 60_000).slice(0, 5)
}
