import type { Environment } from '../../plan/schema/environment'
import type { Plan, Tier } from '../../plan/schema/plan'
import { splitRecovery, type SplitResult } from '../../run/split-recovery'
import type { IncidentState } from '../../run/state'
import { wholeNumber } from '../format/amount'
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
  tier: string
  services: string
  figures: EvidenceFigure[]
  split: SplitResult
}

/** Tiers this incident could prove anything about: watched from outside, or proven by a runbook. */
export function tierEvidence(plan: Plan, environment: Environment, state: IncidentState): TierEvidence[] {
  const proven = new Set(plan.runbooks.flatMap(({ steps }) => steps.flatMap(({ proves }) => proves)))
  const shown = plan.tiers.filter((tier) => tier.outside !== undefined || proven.has(tier.id))
  return (shown.length === 0 ? plan.tiers.slice(0, 1) : shown).map((tier) => ({
    tier: tier.id,
    services: plan.services
      .filter((service) => service.tier === tier.id)
      .map(({ title }) => title)
      .join(', '),
    figures: [
      timeFigure(environment, state, tier, 'impact'),
      timeFigure(environment, state, tier, 'declaration'),
      lossFigure(plan, environment, state, tier),
    ],
    split: splitRecovery(plan, state, tier.id),
  }))
}

/** Both clocks are judged; the words tell which of them the promise is made by. */
function timeFigure(
  environment: Environment,
  state: IncidentState,
  tier: Tier,
  clock: 'impact' | 'declaration',
): EvidenceFigure {
  const start = clock === 'impact' ? state.impact?.at : state.declared?.at
  const name = clock === 'impact' ? `${tier.id} from impact` : 'from declaration'
  const back = state.tiers[tier.id]
  const at = back?.recovered?.at ?? back?.provisional?.at
  if (start === undefined) {
    const verdict = clock === 'impact' ? 'no impact is recorded' : 'not declared'
    return { name, value: null, status: at === undefined ? 'waiting' : 'unknown', verdict, source: null }
  }
  if (at === undefined) return { name, value: null, status: 'waiting', verdict: 'not recovered yet', source: null }
  const took = Date.parse(at) - Date.parse(start)
  const { rto } = tier.objectives
  const figure = { name, value: stepTime(took), source: clock === 'impact' ? (state.impact?.source ?? null) : null }
  if (environment.timeScale !== 1)
    return { ...figure, status: 'unknown', verdict: `not measured, time scale ${environment.timeScale}` }
  if (back?.recovered == null) return { ...figure, status: 'waiting', verdict: 'not yet sustained' }
  const contract = tier.objectives.clock === clock
  const words = took > rto ? (contract ? 'missed, target' : 'over') : contract ? 'met, target' : 'within'
  return { ...figure, status: took > rto ? 'breached' : 'ok', verdict: `${words} ${stepTime(rto)}` }
}

function lossFigure(plan: Plan, environment: Environment, state: IncidentState, tier: Tier): EvidenceFigure {
  const name = 'measured loss'
  const { rpo } = tier.objectives
  const { loss } = state
  if (!plan.links.some((link) => link.tiers.includes(tier.id)))
    return { name, value: null, status: 'waiting', verdict: 'no link of the plan carries its data', source: null }
  if (loss === null) return { name, value: null, status: 'waiting', verdict: 'not measured yet', source: null }
  const { milliseconds, count, noun, source } = loss
  if (milliseconds === null)
    return { name, value: null, status: 'unknown', verdict: loss.unknown ?? 'could not be measured', source }
  const counted = count === null ? '' : `, ${wholeNumber(count)} ${noun}`
  const figure = { name, value: lossWords(milliseconds), source }
  if (environment.timeScale !== 1)
    return { ...figure, status: 'unknown', verdict: `not measured, time scale ${environment.timeScale}` }
  const missed = milliseconds > rpo
  const verdict = `${missed ? 'missed' : 'met'}, promised ${spanWords(rpo)}${counted}`
  return { ...figure, status: missed ? 'breached' : 'ok', verdict }
}
