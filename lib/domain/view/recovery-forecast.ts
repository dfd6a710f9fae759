import type { Runbook } from '../plan/schema/runbook'
import { isDone } from '../run/ready'
import { currentRun, isLive } from '../run/state'
import type { TierNow } from '../run/tier-now'
import { predictRecovery } from './forecast'
import type { IncidentInput } from './incident-input'
import { type NoForecast, standsStill } from './no-forecast'

export type RecoveryForecast = { p50: number; p95: number; from: 'now' | 'go' } | NoForecast

/**
 * When a tier is expected back, as every page says it. A run speaks only for the outage it was armed for, while it is
 * alive, goes on and can be read, and has still to prove the tier; else there is no forecast, and why.
 */
export function recoveryForecast(input: IncidentInput, runbook: Runbook, tier: TierNow): RecoveryForecast {
  const { state, environment } = input
  const run = currentRun(state)
  if (run !== null && !isLive(run)) return noRun
  if (tier.is === 'down' && tier.again && (run === null || run.started.at < (tier.since ?? ''))) return noRun
  const proof = runbook.steps.find(({ proves }) => proves.includes(tier.tier))
  if (proof === undefined) return notPlanned
  if (run !== null && isDone(state, run, runbook, proof.id))
    return { kind: 'nothing-left', because: `${proof.id} is done, and no later step proves it` }
  const still = run === null ? null : standsStill(input, run, runbook, proof)
  if (still !== null) return still
  const at = (quantile: 'p50' | 'p95') =>
    predictRecovery(state, run, runbook, tier.tier, quantile, Date.parse(input.now), environment)
  const [p50, p95] = [at('p50'), at('p95')]
  if (p50 === null || p95 === null) return notPlanned
  return { p50, p95, from: run?.go == null ? 'now' : 'go' }
}

const noRun: NoForecast = { kind: 'no-run', because: 'no run is armed for it' }
const notPlanned: NoForecast = { kind: 'not-planned', because: 'no step of this plan proves it' }
