import { canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import type { Runbook, Step } from '@/lib/domain/plan/schema/runbook'
import { frozenPlan, type FrozenPlan } from '@/lib/testing/read-frozen-plan'

/**
 * The plan with these steps of its runbook alone, each after the one before, with one command and one expectation each:
 * so few that every state its run can come to can be visited. No gates and no loss: what they bar is tried elsewhere.
 */
export function smallPlan(kept: readonly string[]): FrozenPlan {
  const sample = frozenPlan()
  const runbook = sample.plan.runbooks[0]
  if (runbook === undefined) throw new Error('the sample plan has a runbook')
  const plan = { ...sample.plan, runbooks: [small(runbook, kept)] }
  return { ...sample, plan, planHash: canonicalPlan(plan).hash }
}

function small(runbook: Runbook, kept: readonly string[]): Runbook {
  const steps = kept.map((id, index): Step => {
    const step = runbook.steps.find((one) => one.id === id)
    if (step === undefined) throw new Error(`the sample plan has a step ${id}`)
    return {
      ...step,
      after: index === 0 ? [] : [kept[index - 1] ?? ''],
      commands: step.commands.slice(0, 1),
      expect: step.expect.slice(0, 1),
    }
  })
  const approvals = runbook.approvals.map((rule) => ({
    ...rule,
    steps: rule.steps.filter((id) => kept.includes(id)),
  }))
  return { ...runbook, steps, approvals, gates: [], loss: null }
}
