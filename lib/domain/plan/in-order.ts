import type { Plan } from './schema/plan'
import type { Runbook, Step } from './schema/runbook'

/** S2 before S10; letters by code unit, so that no locale moves anything. */
export function compareIds(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const bothNumbers = /^\d/.test(part) && /^\d/.test(other)
    const difference = bothNumbers ? Number(part) - Number(other) : 0
    if (difference !== 0) return difference
    if (part !== other) return part < other ? -1 : 1
  }
  return left.length - right.length
}

/**
 * The plan with every set of ids, and every list nobody reads from top to bottom, in the order of the ids: how it was
 * written down does not matter. What people read in an order keeps it, and the order is content: tiers by importance,
 * duties as the room is seated, gates and steps as they are gone through.
 */
export function inOrder(plan: Plan): Plan {
  return {
    ...plan,
    tiers: plan.tiers.map((tier) =>
      tier.outside === undefined
        ? tier
        : { ...tier, outside: { ...tier.outside, monitors: ids(tier.outside.monitors) } },
    ),
    links: byId(plan.links).map((link) => ({ ...link, tiers: ids(link.tiers) })),
    systems: byId(plan.systems),
    readings: byId(plan.readings),
    runbooks: plan.runbooks.map(runbookInOrder),
  }
}

function runbookInOrder(runbook: Runbook): Runbook {
  return {
    ...runbook,
    gates: runbook.gates.map((gate) => ({ ...gate, steps: ids(gate.steps) })),
    approvals: runbook.approvals.map((rule) => ({ ...rule, steps: ids(rule.steps), duties: ids(rule.duties) })),
    steps: runbook.steps.map(stepInOrder),
  }
}

function stepInOrder(step: Step): Step {
  return {
    ...step,
    after: ids(step.after),
    records: ids(step.records),
    proves: ids(step.proves),
    ...(step.recovers === undefined ? {} : { recovers: ids(step.recovers) }),
  }
}

function byId<T extends { id: string }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => compareIds(a.id, b.id))
}

function ids(names: readonly string[]): string[] {
  return [...names].sort(compareIds)
}
