import { assertNever } from '../../assert-never'
import { notAttainable, type NotAttainable } from '../attainable'
import { info, type Finding } from '../finding'
import type { Plan } from '../schema/plan'
import type { Runbook } from '../schema/runbook'

/** Says which promises the plan's own figures contradict, where the promise stands. */
export function sayAttainable(plan: Plan, runbook: Runbook): Finding[] {
  return notAttainable(plan, runbook).map((finding) => {
    const at = plan.tiers.findIndex(({ id }) => id === finding.tier)
    return info(
      ['tiers', at, 'objectives', finding.promise],
      `${finding.promise}-not-attainable`,
      sentence(finding, runbook),
    )
  })
}

function sentence(finding: NotAttainable, runbook: Runbook): string {
  switch (finding.promise) {
    case 'rpo': {
      const stores = finding.links.map((link) => `${link.store} by ${link.mechanism}`).join(', ')
      return `${finding.tier} promises to lose nothing, and replicates asynchronously (${stores}): an unplanned failover can lose the newest writes`
    }
    case 'rto': {
      const { p50, p95, promised, dominant } = finding
      const parts = p50.steps.map((step) => `${step.id} ${seconds(step.milliseconds)}`).join(', ')
      return `${finding.tier} promises ${seconds(promised)}; ${runbook.id} takes ${seconds(p50.milliseconds)} from GO at p50, ${seconds(p95.milliseconds)} at p95 (${parts}), dominated by ${dominant}`
    }
    default:
      return assertNever(finding, 'objective')
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
