import { canonicalText } from '../../journal/canonical'
import { payloadLimitBytes } from '../../journal/entry'
import { coveredContent } from '../../run/resolve-step'
import { textLimits } from '../../run/text-limits'
import { contradiction, type Finding } from '../finding'
import type { Bindings } from '../reference/bindings'
import { resolveCommand } from '../resolve'
import type { Environment } from '../schema/environment'
import type { Plan } from '../schema/plan'
import type { Runbook, Step } from '../schema/runbook'

/** What people add to a request, waiver by waiver, at its longest: four bytes a letter. */
const statementBytes = 4 * textLimits.reason

/**
 * Whether every request for approval fits into its entry, and every intent: found out when the plan is imported and not
 * in the night in which it is asked for. What cannot be resolved yet is left out; that is a few references.
 */
export function checkSizes(plan: Plan, environment: Environment, bindings: Bindings): Finding[] {
  return plan.runbooks.flatMap((runbook) => {
    const sizes = new Map(runbook.steps.map((step) => [step.id, sizeOf(plan, environment, bindings, step)]))
    const requests = runbook.approvals.flatMap((rule) => {
      const steps = rule.steps.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)
      return tooLarge(steps + statementsOf(runbook), `rule ${rule.id}: what its approvers are asked`, runbook)
    })
    const intents = runbook.steps.flatMap(({ id }) =>
      // The other half is for what is read before the act.
      tooLarge(2 * (sizes.get(id) ?? 0), `step ${id}: what is recorded before it is sent`, runbook),
    )
    return [...requests, ...intents]
  })
}

function sizeOf(plan: Plan, environment: Environment, bindings: Bindings, step: Step): number {
  const commands = step.commands.flatMap((command) => {
    const resolved = resolveCommand(plan, environment, command, bindings)
    return resolved.ok ? [resolved.value] : []
  })
  return new TextEncoder().encode(canonicalText(coveredContent(step, commands))).length
}

function statementsOf({ steps, gates }: Runbook): number {
  return statementBytes * (steps.filter(({ unproven }) => unproven !== undefined).length + gates.length + 2)
}

function tooLarge(bytes: number, what: string, { id }: Runbook): Finding[] {
  if (bytes <= payloadLimitBytes) return []
  const mebibytes = (size: number) => (size / 1024 / 1024).toFixed(1)
  const message = `runbook ${id}, ${what} may take ${mebibytes(bytes)} MB in the journal, and ${mebibytes(payloadLimitBytes)} MB fit: shorten the names it uses, or divide it`
  return [contradiction(['names'], 'too-large', message)]
}
