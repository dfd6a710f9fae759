import type { Environment } from '../../plan/schema/environment'
import type { Plan, Tier } from '../../plan/schema/plan'
import { splitRecovery, type SplitResult } from '../../run/split-recovery'
import type { IncidentState } from '../../run/state'
import { backAt, downtimeOf, hasLength, outagesOf } from '../../run/tier-now'
import { lostCount } from '../format/lost-count'
import { provenPart, ranRunbook } from '../proven-words'
import { lossWords, spanWords, stepTime } from '../format/duration'

/** A measured number with its verdict in words. `value` null: UNKNOWN when `status` says so, else not there yet. */
export interface EvidenceFigure {
  name: string
  value: string | null
  status: 'ok' | 'breached' | 'unknown' | 'waiting'
  verdict: string
  /** Where the number comes from. */
  source: string | null
}

export interface TierEvidence {
  /** `T0`, and `T0 again` for an outage after a recovery. */
  tier: string
  /** Those its figures speak for. */
  services: string
  figures: EvidenceFigure[]
  split: SplitResult
}

/**
 * Tiers this incident could prove anything about: watched from outside, or proven by a runbook. One block an outage,
 * since each has clocks of its own; the time between two of them is nobody's downtime.
 */
export function tierEvidence(plan: Plan, environment: Environment, state: IncidentState): TierEvidence[] {
  const proven = new Set(plan.runbooks.flatMap(({ steps }) => steps.flatMap(({ proves }) => proves)))
  const shown = plan.tiers.filter((tier) => tier.outside !== undefined || proven.has(tier.id))
  return (shown.length === 0 ? plan.tiers.slice(0, 1) : shown).flatMap((tier) => {
    const part = provenPart(plan, ranRunbook(plan, state), tier.id)
    const services = (part ?? plan.services.filter((service) => service.tier === tier.id))
      .map(({ title }) => title)
      .join(', ')
    const count = Math.max(1, state.tiers[tier.id]?.outages.length ?? 0)
    return Array.from({ length: count }, (_, index) => ({
      tier: outageName(tier.id, index),
      services,
      figures: [
        timeFigure(environment, state, tier, index, 'impact'),
        timeFigure(environment, state, tier, index, 'declaration'),
        ...(count > 1 ? [downtimeFigure(state, tier)] : []),
        ...(index === 0 ? [lossFigure(plan, environment, state, tier)] : []),
      ],
      split: splitRecovery(plan, state, tier.id, index),
    }))
  })
}

/** `T0`, `T0 again`, `T0 again, 3rd time`. */
function outageName(tier: string, index: number): string {
  if (index === 0) return tier
  return index === 1 ? `${tier} again` : `${tier} again, ${index + 1}${index === 2 ? 'rd' : 'th'} time`
}

/** The sum over all outages of the tier: what it was down in all. */
function downtimeFigure(state: IncidentState, tier: Tier): EvidenceFigure {
  const outages = outagesOf(state, tier)
  const name = 'down in all'
  if (outages.some(({ until }) => until === null))
    return { name, value: null, status: 'waiting', verdict: `${outages.length} outages, one goes on`, source: null }
  if (!outages.every(hasLength))
    return { name, value: null, status: 'unknown', verdict: 'recovered before the recorded impact', source: null }
  const value = stepTime(downtimeOf(outages, ''))
  return { name, value, status: 'waiting', verdict: `${outages.length} outages`, source: null }
}

/** Both clocks are judged; the words tell which of them the promise is made by. */
function timeFigure(
  environment: Environment,
  state: IncidentState,
  tier: Tier,
  index: number,
  clock: 'impact' | 'declaration',
): EvidenceFigure {
  const outage = state.tiers[tier.id]?.outages[index]
  // The impact of a tier nobody watches is all that is known of it.
  const from = outagesOf(state, tier)[index]?.from ?? (tier.outside === undefined ? state.impact?.at : undefined)
  const declared = state.declared?.at
  // Declared once: of an outage that began later both clocks start with it.
  const start = clock === 'impact' || declared === undefined || index === 0 ? undefined : later(declared, from)
  const began = clock === 'impact' ? from : (start ?? declared)
  const name =
    clock === 'declaration'
      ? 'from declaration'
      : index === 0
        ? `${tier.id} from impact`
        : `${outageName(tier.id, index)}, from failing`
  const at = outage === undefined ? null : backAt(outage)
  if (began === undefined) {
    const verdict = clock === 'impact' ? noImpact(state) : 'not declared'
    return { name, value: null, status: at === null ? 'waiting' : 'unknown', verdict, source: null }
  }
  if (at === null) {
    const verdict = state.closed === null ? 'not recovered yet' : 'not recovered when it was closed'
    return { name, value: null, status: 'waiting', verdict, source: null }
  }
  const took = Date.parse(at) - Date.parse(began)
  if (took < 0) {
    const verdict = clock === 'impact' ? 'recovered before the recorded impact' : 'recovered before it was declared'
    return { name, value: null, status: 'unknown', verdict, source: null }
  }
  const { rto } = tier.objectives
  const figure = { name, value: stepTime(took), source: clock === 'impact' ? (outage?.source ?? null) : null }
  if (environment.timeScale !== 1)
    return { ...figure, status: 'unknown', verdict: `not measured, time scale ${environment.timeScale}` }
  if (outage?.recovered == null) return { ...figure, status: 'waiting', verdict: 'not yet sustained' }
  const contract = tier.objectives.clock === clock
  const words = took > rto ? (contract ? 'missed, target' : 'over') : contract ? 'met, target' : 'within'
  return { ...figure, status: took > rto ? 'breached' : 'ok', verdict: `${words} ${stepTime(rto)}` }
}

function noImpact({ impact, impactSaid }: IncidentState): string {
  if (impact !== null) return 'not seen down from outside'
  return impactSaid === null ? 'no impact is recorded' : 'said by a person, not seen from outside'
}

function later(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one
}

function lossFigure(plan: Plan, environment: Environment, state: IncidentState, tier: Tier): EvidenceFigure {
  const name = 'measured loss'
  const { rpo } = tier.objectives
  const { loss } = state
  if (!plan.links.some((link) => link.tiers.includes(tier.id)))
    return { name, value: null, status: 'waiting', verdict: 'no link of the plan carries its data', source: null }
  if (loss === null) return { name, value: null, status: 'waiting', verdict: 'not measured yet', source: null }
  const { milliseconds, source } = loss
  if (milliseconds === null)
    return { name, value: null, status: 'unknown', verdict: loss.unknown ?? 'could not be measured', source }
  const count = lostCount(loss, true)
  const counted = count === null ? '' : `, ${count}`
  const figure = { name, value: lossWords(milliseconds), source }
  if (environment.timeScale !== 1)
    return { ...figure, status: 'unknown', verdict: `not measured, time scale ${environment.timeScale}` }
  const missed = milliseconds > rpo
  const verdict = `${missed ? 'missed' : 'met'}, promised ${spanWords(rpo)}${counted}`
  return { ...figure, status: missed ? 'breached' : 'ok', verdict }
}
