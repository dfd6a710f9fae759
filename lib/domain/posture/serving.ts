import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { Predicate } from '../plan/schema/predicate'
import type { ServingRule } from '../plan/schema/serving'
import { noIncident } from '../plan/reference/bindings'
import { resolvePredicate } from '../plan/resolve'
import type { ReadingFact, Verdict } from '../run/events/facts'
import { evaluatePredicate } from './evaluate-predicate'
import { notHeld } from './not-held'
import type { LatestReadings } from './sample'
import { readingPath } from './sample'

/** Whether all of a list of facts hold, as read now. */
export interface Judged {
  verdict: Verdict
  /** When the oldest of the readings it rests on was true; null where one was never read. */
  at: string | null
  facts: ReadingFact[]
  /** What does not hold or is not known, in words; empty when all hold. */
  why: string
}

/** Which region serves a promotion boundary, by fresh readings alone. */
export type Serves =
  | { is: 'known'; region: string; at: string | null; source: string }
  /** More than one says so: two writers, or a reading that is wrong. */
  | { is: 'contradicted'; regions: string[]; at: string | null; source: string }
  | { is: 'unknown'; why: string }

export interface ServingReading {
  promotionBoundary: string
  serves: Serves
  regions: { region: string; serves: Judged; standby: Judged | null }[]
}

interface Place {
  plan: Plan
  environment: Environment
  readings: LatestReadings
  now: string
}

/**
 * Where the system runs, a promotion boundary at a time, in the plan's order. A region serves when all that the plan
 * reads of it holds; silence of another region speaks neither for it nor against it.
 */
export function readServing(place: Place): ServingReading[] {
  return (place.plan.serving ?? []).map((rule) => readRule(place, rule))
}

function readRule(place: Place, rule: ServingRule): ServingReading {
  const regions = rule.regions.map(({ region, serves, standby }) => ({
    region,
    serves: judgeAll(place, serves),
    standby: standby.length === 0 ? null : judgeAll(place, standby),
  }))
  return { promotionBoundary: rule.promotionBoundary, serves: whoServes(place.plan, regions), regions }
}

function whoServes(plan: Plan, regions: ServingReading['regions']): Serves {
  const claim = regions.filter(({ serves }) => serves.verdict === 'met')
  const [first, second] = claim
  if (first !== undefined && second !== undefined) {
    const sources = claim.map(({ serves }) => sourceOf(serves))
    return {
      is: 'contradicted',
      regions: claim.map(({ region }) => region),
      at: first.serves.at,
      source: [...new Set(sources)].join('; '),
    }
  }
  if (first !== undefined)
    return { is: 'known', region: first.region, at: first.serves.at, source: sourceOf(first.serves) }
  const unread = regions.find(({ serves }) => serves.verdict === 'unknown')
  if (unread !== undefined) return { is: 'unknown', why: unread.serves.why }
  const titles = regions.map(({ region }) => plan.regions.find(({ id }) => id === region)?.title ?? region)
  return { is: 'unknown', why: `no region is read as serving: neither ${titles.join(' nor ')}` }
}

function sourceOf({ facts }: Judged): string {
  return [...new Set(facts.map(({ source }) => source))].join(', ')
}

/** One that does not hold decides, whatever is not known of the others; else one that is not known does. */
export function judgeAll({ plan, environment, readings, now }: Place, predicates: readonly Predicate[]): Judged {
  const judged = predicates.map((predicate) => {
    const resolved = resolvePredicate(plan, environment, predicate, noIncident)
    const maxAge = plan.readings.find(({ id }) => id === readingPath(predicate.reading).reading)?.maxAge ?? 0
    const { verdict, fact } = evaluatePredicate(resolved.ok ? resolved.value : predicate, readings, maxAge, now)
    return resolved.ok
      ? { predicate, verdict, fact }
      : { predicate, verdict: 'unknown' as const, fact: { ...fact, value: null, unknown: resolved.message } }
  })
  const facts = judged.map(({ fact }) => fact)
  const against = judged.filter(({ verdict }) => verdict === 'unmet')
  const silent = judged.filter(({ verdict }) => verdict === 'unknown')
  const times = facts.flatMap(({ observedAt }) => observedAt ?? [])
  return {
    verdict: against.length > 0 ? 'unmet' : silent.length > 0 ? 'unknown' : 'met',
    at: times.length < facts.length ? null : times.reduce((a, b) => (a < b ? a : b)),
    facts,
    why:
      against.length > 0
        ? against.map(({ predicate, fact }) => notHeld(predicate.title, fact)).join('; ')
        : silent.map(({ predicate, fact }) => notHeld(predicate.title, fact)).join('; '),
  }
}
