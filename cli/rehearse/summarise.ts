import type { ChainReport } from '@/lib/domain/journal/chain'
import { criticalPath as plannedPath } from '@/lib/domain/plan/graph'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan, Tier } from '@/lib/domain/plan/schema/plan'
import { currentRun, stepOf, type IncidentState } from '@/lib/domain/run/state'
import { isBack } from '@/lib/domain/run/tier-now'
import type { LabEffect } from './critical-path'
import { criticalPath, doubleEffects, effectsOf, serviceTime } from './critical-path'

export type MeasuredVerdict = 'met' | 'missed' | 'not measured'

export interface RehearsalResult {
  scenario: string
  plan: { key: string; hash: string }
  /** recovered when every tier the scenario names is; otherwise why not. */
  outcome: string
  timeScale: number
  mode: string
  tiers: {
    tier: string
    rtoFromImpactSeconds: number | null
    rtoFromDeclarationSeconds: number | null
    rpoSeconds: number | null
    rtoVerdict: MeasuredVerdict
    rpoVerdict: MeasuredVerdict
    /** Computed from the plan's own figures before GO, never written in it. */
    rtoAttainable: boolean | null
    rpoAttainable: boolean | null
  }[]
  steps: { step: string; status: string; seconds: number | null; serviceSeconds: number; attempts: number }[]
  makespanSeconds: number | null
  criticalPathSeconds: number | null
  doubleEffects: number
  doubled: string[]
  journal: { entries: number; verified: boolean; firstBroken: string | null }
}

interface Given {
  scenario: string
  plan: Plan
  planHash: string
  environment: Environment
  state: IncidentState
  tiers: readonly string[]
  stuck: string | null
  effects: readonly LabEffect[]
  chain: { entries: number; report: ChainReport }
}

/** What a rehearsal measured; pure. Seconds are of the rehearsal's own clock: with another scale than 1 nothing is judged. */
export function summarise(given: Given): RehearsalResult {
  const { plan, environment, state, effects, chain } = given
  const run = currentRun(state)
  const runbook = plan.runbooks.find((candidate) => candidate.id === run?.runbook)
  const doubled = doubleEffects(effects)
  const recoveries = given.tiers.map((tier) => recoveredAt(state, tier))
  const last = recoveries.includes(null) ? null : recoveries.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b), null)
  const paths =
    run === null || runbook === undefined
      ? []
      : given.tiers.map((tier) => criticalPath(runbook, environment, run, effects, tier))
  // Of a run that did not get there, a path over what happened so far would look like an achievement.
  const longest = last === null || paths.includes(null) ? null : Math.max(...paths.map((path) => path ?? 0))
  return {
    scenario: given.scenario,
    plan: { key: plan.key, hash: given.planHash },
    outcome: given.stuck === null && !recoveries.includes(null) ? 'recovered' : (given.stuck ?? 'not recovered'),
    timeScale: environment.timeScale,
    mode: state.mode,
    tiers: plan.tiers.map((tier) => judgeTier(given, tier)),
    steps: (runbook?.steps ?? []).map((step) => {
      const current = run === null ? null : stepOf(run, step.id)
      return {
        step: step.id,
        status: current?.status ?? 'pending',
        seconds: between(current?.startedAt ?? null, current?.endedAt ?? null),
        serviceSeconds: run === null ? 0 : serviceTime(effectsOf(run, step.id, effects)) / 1000,
        attempts: current?.attempts.length ?? 0,
      }
    }),
    makespanSeconds: between(run?.go?.at ?? null, last),
    criticalPathSeconds: longest === null ? null : longest / 1000,
    doubleEffects: doubled.length,
    doubled,
    journal: {
      entries: chain.entries,
      verified: chain.report.broken === null,
      firstBroken: chain.report.broken?.detail ?? null,
    },
  }
}

function judgeTier({ plan, environment, state }: Given, tier: Tier): RehearsalResult['tiers'][number] {
  const recovered = recoveredAt(state, tier.id)
  const fromImpact = between(state.impact?.at ?? null, recovered)
  const fromDeclaration = between(state.declared?.at ?? null, recovered)
  const runbook = plan.runbooks.find(({ id }) => id === currentRun(state)?.runbook)
  // What was measured is the loss of one link; of the others nothing is known.
  const loses = plan.links.some((link) => link.id === runbook?.loss?.link && link.tiers.includes(tier.id))
  const measuredLoss = state.loss?.milliseconds ?? null
  const rpo = recovered !== null && loses && measuredLoss !== null ? measuredLoss / 1000 : null
  const { rto, rpo: promised, clock } = tier.objectives
  const judgedBy = clock === 'impact' ? fromImpact : fromDeclaration
  const judge = (seconds: number | null, limit: number): MeasuredVerdict => {
    if (environment.timeScale !== 1 || seconds === null) return 'not measured'
    return seconds * 1000 <= limit ? 'met' : 'missed'
  }
  const path = runbook === undefined ? null : plannedPath(runbook, tier.id, 'p50')
  const lossy = plan.links.some((link) => link.tiers.includes(tier.id) && link.replication === 'asynchronous')
  return {
    tier: tier.id,
    rtoFromImpactSeconds: fromImpact,
    rtoFromDeclarationSeconds: fromDeclaration,
    rpoSeconds: rpo,
    rtoVerdict: judge(judgedBy, rto),
    rpoVerdict: judge(rpo, promised),
    rtoAttainable: path === null ? null : path.milliseconds <= rto,
    rpoAttainable: lossy && promised === 0 ? false : null,
  }
}

/** Exit 0 only for a clean rehearsal; a promise the plan itself could not keep is no failure of the rehearsal. */
export function isClean(result: RehearsalResult): boolean {
  const missed = result.tiers.some(
    (tier) =>
      (tier.rtoVerdict === 'missed' && tier.rtoAttainable !== false) ||
      (tier.rpoVerdict === 'missed' && tier.rpoAttainable !== false),
  )
  return result.outcome === 'recovered' && result.doubleEffects === 0 && result.journal.verified && !missed
}

/** Of a tier that fell again nothing is measured until it is back: what a rehearsal ends with must be a recovery. */
function recoveredAt(state: IncidentState, tier: string): string | null {
  return isBack(state, tier) ? (state.tiers[tier]?.outages.at(-1)?.recovered?.at ?? null) : null
}

function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000
}
