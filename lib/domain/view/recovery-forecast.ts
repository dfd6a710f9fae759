import type { Runbook } from '../plan/schema/runbook'
import { isDone } from '../run/ready'
import { currentRun, isLive } from '../run/state'
import type { TierNow } from '../run/tier-now'
import { predictRecovery } from './forecast'
import type { IncidentInput } from './incident-input'

export type RecoveryForecast = { p50: number; p95: number; from: 'now' | 'go' } | { because: string }

/**
 * When a tier is expected back, as every page says it. A run speaks only for the outage it was armed for, while it is
 * alive and has still to prove the tier; else there is no forecast, and why.
 */
export function recoveryForecast(input: IncidentInput, runbook: Runbook, tier: TierNow): RecoveryForecast {
  const { state, environment } = input
  const run = currentRun(state)
  if (run !== null && !isLive(run)) return { because: noRun }
  if (tier.is === 'down' && tier.again && (run === null || run.started.at < (tier.since ?? '')))
    return { because: noRun }
  const proof = runbook.steps.find(({ proves }) => proves.includes(tier.tier))
  if (proof !== undefined && run !== null && isDone(state, run, runbook, proof.id))
    return { because: `${proof.id} is done, and no later step proves it` }
  const at = (quantile: 'p50' | 'p95') =>
    predictRecovery(state, run, runbook, tier.tier, quantile, Date.parse(input.now), environment)
  const [p50, p95] = [at('p50'), at('p95')]
  if (p50 === null || p95 === null) return { because: 'no step of this plan proves it' }
  return { p50, p95, from: run?.go == null ? 'now' : 'go' }
}

const noRun = 'no run is armed for it'
