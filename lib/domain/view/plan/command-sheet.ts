import { fill } from '../../plan/reference/fill'
import { resolveCommand } from '../../plan/resolve'
import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'
import type { ParameterValue } from '../../plan/schema/primitives'
import type { Command } from '../../plan/schema/runbook'
import { laterWords, markLater } from './later'

/** A command as it will run in an environment, read before any incident. */
export interface CommandSheet {
  system: string
  action: string
  text: string
  /** What stands in the text for what is not known yet. */
  later: string[]
  /** Why the text is the plan's own words and no command; null when it is one. */
  unresolved: string | null
  /** Said where a system that cannot be reached does not fail the step. */
  unreachable: string | null
}

const nothingYet = { incident: { id: '', title: '', number: 0 }, impactAt: null, outputs: {} }

export function commandSheet(plan: Plan, environment: Environment, command: Command): CommandSheet {
  const marked = Object.fromEntries(Object.entries(command.with).map(([key, value]) => [key, markLater(value)]))
  const resolved = resolveCommand(plan, environment, { ...command, with: marked }, nothingYet)
  const later = laterWords(command.with)
  return {
    system: command.system,
    action: command.action,
    text: resolved.ok ? resolved.value.text : inThePlansWords(command, marked, environment),
    later,
    // A mark is no value its kind would take; without one, the environment is what does not fit.
    unresolved: resolved.ok ? null : later.length > 0 ? 'becomes a command when that is known' : resolved.message,
    unreachable:
      command.ifUnreachable === 'continue' ? 'If this system cannot be reached, the expectation decides.' : null,
  }
}

function inThePlansWords(
  command: Command,
  marked: Readonly<Record<string, ParameterValue>>,
  environment: Environment,
): string {
  const lines = Object.entries(marked).map(([key, value]) => {
    const filled = fill(value, environment, nothingYet)
    const shown = filled.ok ? filled.value : value
    return `  ${key}: ${typeof shown === 'string' ? shown : JSON.stringify(shown)}`
  })
  return [command.action, ...lines].join('\n')
}
