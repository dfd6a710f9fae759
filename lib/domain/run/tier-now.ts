import type { Plan, Tier } from '../plan/schema/plan'
import { failingRule, outsideView } from '../posture/outside'
import type { LatestReadings } from '../posture/sample'
import type { Outage } from './outage-state'
import type { IncidentState } from './state'

export type TierIs = 'not-watched' | 'unknown' | 'working' | 'failing' | 'down' | 'answering' | 'back'

/** One outage as time: `until` null while it goes on. */
export interface OutageSpan {
  from: string
  until: string | null
}

/**
 * What a tier is doing now. not-watched: nobody looks. unknown: nobody can tell. working: it was not down in this
 * incident. failing: seen to fail, not yet for as long as the plan wants to see, also after it had come back; or no
 * incident says so. down: an outage is open. answering: it works again and has not held yet. back: its recovery held.
 */
export interface TierNow {
  tier: string
  is: TierIs
  /** Since when it is that; null where there is no such moment. */
  since: string | null
  /** Down, answering or back for the second time or more. */
  again: boolean
  outages: readonly OutageSpan[]
  /** Why it is unknown, and by whose word it fails. */
  why: string | null
  /** Failing after it had come back: how long it must fail before it counts as down, in the plan's own time. */
  judgedAfterMilliseconds: number | null
}

/**
 * A history from before tiers were named does not say which tier the impact was seen on: every tier that is watched
 * counts as down from then on. A person's word alone makes nothing down.
 */
export function isDownByImpact(state: IncidentState, tier: string): boolean {
  return state.impact !== null && state.impact.tier === null && state.tiers[tier] === undefined
}

/** The outages of a tier as far as the journal knows them, the first to the last; of an ended incident none goes on. */
export function outagesOf(state: IncidentState, tier: Pick<Tier, 'id' | 'outside'>): OutageSpan[] {
  if (tier.outside === undefined) return []
  const end = state.closed?.at ?? null
  const span = (from: string, back: string | null) => ({ from, until: back ?? end })
  if (isDownByImpact(state, tier.id)) return state.impact === null ? [] : [span(state.impact.at, null)]
  return (state.tiers[tier.id]?.outages ?? []).map((outage) => span(outage.from, backAt(outage)))
}

/** When an outage ended or seems to: the first success, whether or not it has held yet. */
export function backAt({ recovered, provisional }: Outage): string | null {
  return recovered?.at ?? provisional?.at ?? null
}

/** False in a history whose impact was once corrected to after the recovery: how long it was down nobody can tell. */
export function hasLength({ from, until }: OutageSpan): boolean {
  return until === null || until >= from
}

/** Milliseconds a tier was down in all, as of an instant: the time between outages counts for nothing. */
export function downtimeOf(outages: readonly OutageSpan[], now: string): number {
  return outages.reduce((sum, { from, until }) => sum + Math.max(0, Date.parse(until ?? now) - Date.parse(from)), 0)
}

/**
 * The one answer to what a tier is doing, asked by every view. The journal leads: what it recorded by the plan's rule
 * is so until it records otherwise. Readings say the rest, while the incident is open: that a tier which was not down
 * works, fails or cannot be seen, and that one which had come back fails again while that is being judged.
 */
export function tierNow(
  state: IncidentState,
  plan: Plan,
  tier: Tier,
  readings: LatestReadings | null,
  now: string,
): TierNow {
  const outages = outagesOf(state, tier)
  const base = { tier: tier.id, outages, again: outages.length > 1, why: null, judgedAfterMilliseconds: null }
  if (tier.outside === undefined) return { ...base, is: 'not-watched', since: null }
  const last = state.tiers[tier.id]?.outages.at(-1)
  const seen = state.closed !== null || readings === null ? null : seenNow(plan, tier, readings, now)
  if (last !== undefined && backAt(last) !== null && seen?.is === 'failing')
    return {
      ...base,
      is: 'failing',
      since: seen.since,
      why: seen.why,
      judgedAfterMilliseconds: failingRule(tier.outside).hold,
    }
  if (last?.recovered != null) return { ...base, is: 'back', since: last.recovered.at }
  if (last?.provisional != null) return { ...base, is: 'answering', since: last.provisional.at }
  if (last !== undefined) return { ...base, is: 'down', since: last.from, why: last.source }
  const [outage] = outages
  if (outage !== undefined) return { ...base, is: 'down', since: outage.from, why: state.impact?.source ?? null }
  if (seen === null) return { ...base, is: state.impact === null ? 'unknown' : 'working', since: null }
  return { ...base, is: seen.is, since: seen.since, why: seen.why }
}

/** What the monitors say of a tier this moment, incident or not. */
export function seenNow(
  plan: Plan,
  tier: Tier,
  readings: LatestReadings,
  now: string,
): { is: 'working' | 'failing' | 'unknown'; since: string | null; why: string | null } {
  if (tier.outside === undefined) return { is: 'unknown', since: null, why: 'nothing watches it from outside' }
  const maxAge = (id: string) => plan.readings.find((reading) => reading.id === id)?.maxAge ?? 0
  const view = outsideView(tier.outside, readings, maxAge, now)
  if (view.seen === 'unknown') return { is: 'unknown', since: null, why: view.why }
  return { is: view.seen, since: view.since, why: view.source }
}

export function tiersNow(state: IncidentState, plan: Plan, readings: LatestReadings | null, now: string): TierNow[] {
  return plan.tiers.map((tier) => tierNow(state, plan, tier, readings, now))
}

/** Proven and not fallen since. */
export function isBack(state: IncidentState, tier: string): boolean {
  return state.tiers[tier]?.outages.at(-1)?.recovered != null
}

/** Down after a recovery that had been proven. */
export function hasRelapsed(state: IncidentState, tier: string): boolean {
  const outages = state.tiers[tier]?.outages ?? []
  return outages.length > 1 && outages.at(-1)?.recovered === null
}
