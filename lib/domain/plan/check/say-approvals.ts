import { info, type Finding } from '../finding'
import type { Path } from '../problem'
import { referencesIn } from '../reference/references-in'
import type { Runbook, Step } from '../schema/runbook'

/** Which steps get a request of their own, later than the others: what approvers consent to is not known before. */
export function sayApprovals(runbook: Runbook, path: Path): Finding[] {
  return runbook.steps.flatMap((step, at) => {
    const covered = runbook.approvals.some(({ steps }) => steps.includes(step.id))
    const sources = covered ? outputSources(step) : []
    if (sources.length === 0) return []
    const message = `${step.id} gets an approval request of its own once ${sources.join(', ')} is done: it uses what that gives`
    return [info([...path, 'steps', at, 'commands'], 'own-request', message)]
  })
}

/** Steps whose outputs a step's commands need. */
export function outputSources(step: Step): string[] {
  const steps = step.commands
    .flatMap((command) => referencesIn(command.with, []))
    .flatMap(({ reference }) => (reference?.kind === 'output' ? [reference.step] : []))
  return [...new Set(steps)]
}
