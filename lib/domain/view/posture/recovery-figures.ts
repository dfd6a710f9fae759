import { criticalPath } from '../../plan/graph'
import { scaleTime } from '../../plan/scale-time'
import type { Tier } from '../../plan/schema/plan'
import { stepTime } from '../format/duration'
import { figure, noFigure, noStandby, type Figure } from './figure'
import type { PlacedInput, TierProof } from './posture-input'
import { runbookFor, servingOf } from './serving-of'

export interface Recovery {
  promised: Figure
  measured: Figure
  attainable: Figure
}

export function recoveryFigures(input: PlacedInput, tier: Tier): Recovery {
  const { rto, clock } = tier.objectives
  return {
    promised: figure(stepTime(rto), `from ${clock}`),
    measured: measured(input, tier),
    attainable: attainable(input, tier),
  }
}

function measured(input: PlacedInput, tier: Tier): Figure {
  const proof = input.proofs.find((one) => one.tier === tier.id)
  if (proof === undefined) return noFigure('not measured')
  if (proof.timeScale !== 1) return noFigure('not measured, scaled time')
  const took = recoveryTime(proof, tier.objectives.clock)
  if (took === null) return noFigure(`no ${tier.objectives.clock}`)
  return figure(stepTime(took), modeWords(proof.mode), took > tier.objectives.rto, proof.recoveredAt)
}

export function recoveryTime(proof: TierProof, clock: 'impact' | 'declaration'): number | null {
  const from = clock === 'impact' ? proof.impactAt : proof.declaredAt
  return from === null ? null : Date.parse(proof.recoveredAt) - Date.parse(from)
}

/**
 * What the plan's expected times allow from GO. Deciding and approving come on top, so a figure above the promise is
 * proof against it, and one below it is no proof for it.
 */
function attainable(input: PlacedInput, tier: Tier): Figure {
  if (servingOf(input.plan, input.states, tier.id)?.unprotected != null) return noStandby
  const runbook = runbookFor(input.plan, input.states, tier.id)
  const p50 = runbook === null ? null : criticalPath(runbook, tier.id, 'p50')
  const p95 = runbook === null ? null : criticalPath(runbook, tier.id, 'p95')
  if (p50 === null || p95 === null) return noFigure('no steps')
  const time = (milliseconds: number) => scaleTime(input.environment, milliseconds)
  const missed = p50.milliseconds > tier.objectives.rto
  return figure(stepTime(time(p50.milliseconds)), `p95\u00a0${stepTime(time(p95.milliseconds))} from\u00a0GO`, missed)
}

export function modeWords(mode: string): string {
  return mode.replaceAll('-', ' ')
}
