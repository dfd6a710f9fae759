import { criticalPath } from '../../plan/graph'
import { scaleTime } from '../../plan/scale-time'
import type { Tier } from '../../plan/schema/plan'
import type { Runbook } from '../../plan/schema/runbook'
import { type OutageSpan, type TierIs, tierNow } from '../../run/tier-now'
import { judgedAt } from '../judged-at'
import type { IncidentInput } from '../incident-input'
import { recoveryForecast } from '../recovery-forecast'

export type ClockStatus = 'ok' | 'warning' | 'breached' | 'unknown' | 'waiting'

export interface TierClockView {
  tier: string
  services: string
  is: TierIs
  /** Down, answering or back for another time. */
  again: boolean
  /** Since when it is that. */
  since: string | null
  /** All of them; the figures below are of the last. */
  outages: readonly OutageSpan[]
  /** The clock the plan judges by. */
  judgedBy: 'impact' | 'declaration'
  rtoMilliseconds: number
  impactAt: string | null
  impactSource: string | null
  /** Somebody's word on when it began, while the checks outside have seen no impact. */
  impactSaidAt: string | null
  declaredAt: string | null
  /** Failing after it had come back: when it counts as down if it goes on, and not before. */
  judgedAt: string | null
  /** Recovery stops both clocks; provisional until it proves sustained. */
  stoppedAt: string | null
  stop: 'none' | 'provisional' | 'recovered'
  /** Predicted recovery as instants, once GO was given; before that as spans from GO. */
  predicted: { p50: number; p95: number; from: 'now' | 'go' } | null
  /** Why nothing is predicted of a tier that is not back; null while something is. */
  noForecast: string | null
  /** What the plan's own figures allow from GO, and what takes most of it. */
  fromGo: {
    p50: number
    p95: number
    dominated: { step: string; milliseconds: number }
    steps: { id: string; milliseconds: number }[]
  } | null
  attainable: boolean | null
}

export function tierClocks(input: IncidentInput, runbook: Runbook): TierClockView[] {
  return input.plan.tiers.map((tier) => tierClock(input, runbook, tier))
}

function tierClock(input: IncidentInput, runbook: Runbook, tier: Tier): TierClockView {
  const { state, plan, environment } = input
  const is = tierNow(state, plan, tier, input.readings, input.now)
  // The clock of the outage that counts now; those before it have run out, and stand in the downtime.
  const outage = is.outages.at(-1) ?? null
  const stoppedAt = outage?.until ?? null
  const impactAt = outage?.from ?? (tier.outside === undefined ? (state.impact?.at ?? null) : null)
  const fromGo = plannedFromGo(input, runbook, tier.id)
  const forecast = stoppedAt === null && state.closed === null ? recoveryForecast(input, runbook, is) : null
  return {
    tier: tier.id,
    services: plan.services
      .filter((service) => service.tier === tier.id)
      .map((service) => service.title)
      .join(', '),
    judgedBy: tier.objectives.clock,
    rtoMilliseconds: scaleTime(environment, tier.objectives.rto),
    is: is.is,
    again: is.again,
    since: is.since,
    outages: is.outages,
    impactAt,
    impactSource: is.why ?? state.impact?.source ?? null,
    impactSaidAt: state.impact === null ? (state.impactSaid?.at ?? null) : null,
    // Declared once: of an outage that began later both clocks start with it.
    declaredAt: state.declared === null ? null : later(state.declared.at, is.again ? impactAt : null),
    judgedAt: judgedAt(is, environment),
    stoppedAt: stoppedAt ?? state.closed?.at ?? null,
    stop: is.is === 'back' ? 'recovered' : is.is === 'answering' ? 'provisional' : 'none',
    predicted: forecast !== null && 'p50' in forecast ? forecast : null,
    noForecast: forecast !== null && 'because' in forecast ? forecast.because : null,
    fromGo,
    attainable: fromGo === null ? null : fromGo.p50 <= scaleTime(environment, tier.objectives.rto),
  }
}

function later(one: string, other: string | null): string {
  return other !== null && other > one ? other : one
}

function plannedFromGo({ environment }: IncidentInput, runbook: Runbook, tier: string): TierClockView['fromGo'] {
  const p50 = criticalPath(runbook, tier, 'p50')
  const p95 = criticalPath(runbook, tier, 'p95')
  if (p50 === null || p95 === null) return null
  const steps = p50.steps.map(({ id, milliseconds }) => ({ id, milliseconds: scaleTime(environment, milliseconds) }))
  const longest = [...steps].sort((a, b) => b.milliseconds - a.milliseconds)[0]
  return {
    p50: scaleTime(environment, p50.milliseconds),
    p95: scaleTime(environment, p95.milliseconds),
    dominated: { step: longest?.id ?? '', milliseconds: longest?.milliseconds ?? 0 },
    steps,
  }
}

/** Whether time counts against the tier: only an outage does. A declaration alone, or that nobody looks, breaches nothing. */
export function countsAgainst({ outages }: TierClockView): boolean {
  return outages.length > 0
}

/** The status of a tier at a moment: judged by the plan's clock, warned by the forecast. Pages ask again each second. */
export function clockStatus(view: TierClockView, now: number): ClockStatus {
  if (view.judgedAt !== null) return 'breached'
  const start = view.judgedBy === 'impact' ? view.impactAt : view.declaredAt
  if (start === null) return 'waiting'
  if (view.is === 'not-watched' || view.is === 'unknown') return 'unknown'
  if (!countsAgainst(view)) return view.is === 'failing' ? 'warning' : 'ok'
  const end = view.stoppedAt === null ? now : Date.parse(view.stoppedAt)
  if (view.stoppedAt !== null && view.stoppedAt < start) return 'unknown'
  if (end - Date.parse(start) > view.rtoMilliseconds) return 'breached'
  if (view.stop === 'recovered') return 'ok'
  const late = view.predicted !== null && Math.max(view.predicted.p50, now) - Date.parse(start) > view.rtoMilliseconds
  // Down is never green, and in time only by a forecast.
  if (view.is === 'down') return view.predicted === null || late ? 'warning' : 'waiting'
  return view.predicted === null ? 'unknown' : late ? 'warning' : 'ok'
}
