import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Runbook, Step } from '@/lib/domain/plan/schema/runbook'
import { startsWhileArming } from '@/lib/domain/run/ready'
import type { RunState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'

/** One effect as the lab recorded it; times in milliseconds since the epoch. */
export interface LabEffect {
  operation: string
  requestId: string
  system: string
  target: string
  parameters: Record<string, unknown>
  outcome: string
  receivedAt: number
  settledAt: number | null
}

/** The lab's effects of a step: by the request ids its commands were answered with, or by the key it sent along. */
export function effectsOf(run: RunState, step: string, effects: readonly LabEffect[]): LabEffect[] {
  const ids = new Set(
    stepOf(run, step)
      .attempts.filter((attempt) => attempt.kind === 'act')
      .flatMap((attempt) => attempt.commands.flatMap((command) => command.requestId ?? [])),
  )
  const key = `${run.id}/${step}/`
  const carries = (effect: LabEffect) => effect.target.includes(key) || JSON.stringify(effect.parameters).includes(key)
  return effects.filter((effect) => ids.has(effect.requestId) || carries(effect))
}

/** How long the target was busy with the effects: the union of their times, so that what runs side by side counts once. */
export function serviceTime(effects: readonly LabEffect[]): number {
  const spans = effects
    .filter((effect) => effect.outcome === 'accepted' && effect.settledAt !== null)
    .map(({ receivedAt, settledAt }) => ({ from: receivedAt, to: settledAt ?? receivedAt }))
    .sort((a, b) => a.from - b.from)
  let total = 0
  let end = Number.NEGATIVE_INFINITY
  for (const span of spans) {
    total += Math.max(0, span.to - Math.max(span.from, end))
    end = Math.max(end, span.to)
  }
  return total
}

/**
 * The longest path from GO to the step that proves the tier, in milliseconds, over what the lab recorded and the
 * plan's own waits; never the engine's durations. The proof's own hold is not on it: recovery counts from the first
 * success of the run that held. What was begun while arming counts as far as it ended after GO.
 */
export function criticalPath(
  runbook: Runbook,
  environment: Environment,
  run: RunState,
  effects: readonly LabEffect[],
  tier: string,
): number | null {
  const proofs = runbook.steps.filter((step) => step.proves.includes(tier))
  if (proofs.length === 0 || run.go === null) return null
  const go = Date.parse(run.go.at)
  const ends = new Map<string, number>()
  const end = (step: Step): number => {
    const known = ends.get(step.id)
    if (known !== undefined) return known
    const before = step.after.map((id) => runbook.steps.find((candidate) => candidate.id === id))
    const start = Math.max(0, ...before.map((one) => (one === undefined ? 0 : end(one))))
    const own = effectsOf(run, step.id, effects)
    const proof = step.proves.includes(tier)
    const value = startsWhileArming(step)
      ? Math.max(0, ...own.map((effect) => (effect.settledAt ?? go) - go))
      : start + serviceTime(own) + (proof ? 0 : planWait(step, environment, run))
    ends.set(step.id, value)
    return value
  }
  return Math.max(...proofs.map(end))
}

/** What the plan itself makes the step wait for: its longest hold, or the window after which it is unproven. */
function planWait(step: Step, environment: Environment, run: RunState): number {
  const unproven = stepOf(run, step.id).status === 'unproven'
  const wait = unproven ? (step.unproven?.after ?? 0) : Math.max(0, ...step.expect.map((one) => one.hold ?? 0))
  return wait === 0 ? 0 : scaleTime(environment, wait)
}

/** Effects that happened twice, as the targets saw it: whoever asked, the same operation on the same target, accepted. */
export function doubleEffects(effects: readonly LabEffect[]): string[] {
  const seen = new Map<string, number>()
  for (const effect of effects) {
    if (effect.outcome !== 'accepted') continue
    const name = `${effect.system}: ${effect.operation} ${effect.target}`
    seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return [...seen].filter(([, count]) => count > 1).map(([name]) => name)
}
