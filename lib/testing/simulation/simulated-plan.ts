import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Runbook, Step } from '@/lib/domain/plan/schema/runbook'
import { frozenPlan, type FrozenPlan } from '@/lib/testing/read-frozen-plan'

/** Readings are answered by the simulated world: of each step one field, whether all of its targets have the effect. */
export const worldReading = 'world'

let failover: FrozenPlan | undefined

/**
 * A run of three steps that has every kind of way back: reversible work on several targets, a fence of two persons that
 * may stay unproven and whose second command may not be reached, and the one-way step.
 */
export function failoverPlan(): FrozenPlan {
  return (failover ??= planOf((runbook) => {
    const steps = ['S1', 'S6', 'S7'].map((id) => stepOf(runbook, id))
    return { ...runbook, steps: chained(steps), approvals: approvalsOf(runbook, ['S6', 'S7']) }
  }))
}

/** One step, then many beside each other: what a wide plan asks of one worker. */
export function widePlan(width: number): FrozenPlan {
  return planOf((runbook) => {
    const steps = shortSteps(runbook, width).map((step) => observed({ ...step, after: [] }))
    return { ...runbook, steps, approvals: [], pointOfNoReturn: null }
  })
}

/** So many steps, one after the other. */
export function chainPlan(length: number): FrozenPlan {
  return planOf((runbook) => {
    return { ...runbook, steps: chained(shortSteps(runbook, length)), approvals: [], pointOfNoReturn: null }
  })
}

/** Steps of one command each, which marks namespaces of its own. */
function shortSteps(runbook: Runbook, count: number): Step[] {
  const step = stepOf(runbook, 'S1')
  return Array.from({ length: count }, (_, index): Step => {
    const names = [`checkout-${index + 1}`, `payments-${index + 1}`]
    const commands = step.commands.slice(0, 1).map((one) => ({ ...one, with: { ...one.with, names } }))
    return { ...step, id: `W${index + 1}`, commands, phase: 'arm', unproven: undefined }
  })
}

function planOf(change: (runbook: Runbook) => Runbook): FrozenPlan {
  const sample = frozenPlan()
  const [runbook] = sample.plan.runbooks
  const reading = sample.plan.readings[0]
  if (runbook === undefined || reading === undefined) throw new Error('the sample plan has a runbook and readings')
  const plan: Plan = {
    ...sample.plan,
    tiers: sample.plan.tiers.map((tier) => ({ ...tier, outside: undefined })),
    links: sample.plan.links.map((link) => ({ ...link, lag: undefined })),
    serving: [],
    disasterClasses: sample.plan.disasterClasses.map((one) => ({ ...one, refusedWhen: [] })),
    readings: [{ ...reading, id: worldReading, title: 'The simulated world', maxAge: 10_000 }],
    runbooks: [{ ...change(runbook), gates: [], loss: null }],
  }
  const environment = { ...sample.environment, timeScale: 1, pollEvery: 500 }
  const environmentHash = canonicalEnvironment(environment).hash
  return { ...sample, plan, planHash: canonicalPlan(plan).hash, environment, environmentHash }
}

function stepOf(runbook: Runbook, id: string): Step {
  const step = runbook.steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`the sample plan has a step ${id}`)
  return step
}

function chained(steps: Step[]): Step[] {
  return steps.map((step, index) => observed({ ...step, after: index === 0 ? [] : [steps[index - 1]?.id ?? ''] }))
}

/** Its expectation is what the simulated world says of it. */
function observed(step: Step): Step {
  const field = step.id.toLowerCase()
  return {
    ...step,
    records: [],
    attest: undefined,
    timeout: 20_000,
    expect: [{ title: `${step.id} is done`, reading: `${worldReading}.${field}`, operator: 'is', value: true }],
    ...(step.unproven === undefined ? {} : { unproven: { ...step.unproven, after: 8_000 } }),
  }
}

function approvalsOf(runbook: Runbook, steps: string[]): Runbook['approvals'] {
  return runbook.approvals.map((rule) => ({ ...rule, steps, tell: undefined }))
}
