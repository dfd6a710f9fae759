import { checkContent } from './check/check-content'
import { checkRunbook } from './check/check-runbook'
import { indexPlan } from './check/index-plan'
import { sayApprovals } from './check/say-approvals'
import { sayAttainable } from './check/say-attainable'
import { sayCoverage } from './check/say-coverage'
import type { Finding } from './finding'
import type { Plan } from './schema/plan'

/** Everything about a well-formed plan that its schema cannot see: names that lead nowhere, and rules between parts. */
export function checkPlan(plan: Plan): Finding[] {
  const index = indexPlan(plan)
  return [
    ...checkContent(index),
    ...sayCoverage(plan),
    ...plan.runbooks.flatMap((runbook, at) => {
      const path = ['runbooks', at]
      return [...checkRunbook(index, runbook, path), ...sayApprovals(runbook, path), ...sayAttainable(plan, runbook)]
    }),
  ]
}
