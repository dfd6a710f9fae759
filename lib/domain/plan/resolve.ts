import type { z } from 'zod'
import { actionDefinition, readingDefinition } from '../system/catalogue'
import type { ResolvedCommand, ResolvedReading } from '../system/resolved'
import { targetOf } from '../system/target'
import { unresolved, type Bindings, type Resolution } from './reference/bindings'
import { fill } from './reference/fill'
import type { Binding } from '../system/binding'
import type { Environment } from './schema/environment'
import type { Plan, Reading } from './schema/plan'
import type { Predicate } from './schema/predicate'
import type { Parameters, ParameterValue } from './schema/primitives'
import type { Command } from './schema/runbook'

/** The command exactly as it will run: target from the environment's binding, parameters checked by its kind's schema. */
export function resolveCommand(
  _plan: Plan,
  environment: Environment,
  command: Command,
  bindings: Bindings,
): Resolution<ResolvedCommand> {
  const definition = actionDefinition(command.action)
  if (definition === undefined) return unresolved('unknown-kind', command.action, `no action of kind ${command.action}`)
  const resolved = resolveParameters(definition, command.action, command.system, command.with, environment, bindings)
  if (!resolved.ok) return resolved
  const { binding, parameters } = resolved.value
  const target = targetOf(binding)
  return {
    ok: true,
    value: {
      action: command.action,
      system: command.system,
      parameters,
      target,
      text: definition.text(parameters, target, binding),
      ifUnreachable: command.ifUnreachable,
    },
  }
}

/** The question exactly as it will be asked. */
export function resolveReading(
  _plan: Plan,
  environment: Environment,
  reading: Reading,
  bindings: Bindings,
): Resolution<ResolvedReading> {
  const definition = readingDefinition(reading.kind)
  if (definition === undefined) return unresolved('unknown-kind', reading.kind, `no reading of kind ${reading.kind}`)
  const resolved = resolveParameters(definition, reading.id, reading.system, reading.with, environment, bindings)
  if (!resolved.ok) return resolved
  const { binding, parameters } = resolved.value
  const { id, kind, system } = reading
  return { ok: true, value: { id, kind, system, parameters, target: targetOf(binding) } }
}

/** The predicate with its operand filled in; its reading is resolved apart. */
export function resolvePredicate(
  _plan: Plan,
  environment: Environment,
  predicate: Predicate,
  bindings: Bindings,
): Resolution<Predicate> {
  if (predicate.value === undefined) return { ok: true, value: predicate }
  const filled = fill(predicate.value, environment, bindings)
  return filled.ok ? { ok: true, value: { ...predicate, value: operand(filled.value) } } : filled
}

function resolveParameters(
  definition: { kind: string; systemKind: string; parameters: z.ZodType; writeFilled?: (text: string) => string },
  where: string,
  system: string,
  given: Parameters,
  environment: Environment,
  bindings: Bindings,
): Resolution<{ binding: Binding; parameters: Record<string, ParameterValue> }> {
  const binding = Object.hasOwn(environment.systems, system) ? environment.systems[system] : undefined
  if (binding === undefined)
    return unresolved('unbound', system, `environment ${environment.name} binds no system ${system}`)
  if (binding.kind !== definition.systemKind) {
    return unresolved(
      'unbound',
      system,
      `${definition.kind} needs ${definition.systemKind}, ${system} is bound to ${binding.kind}`,
    )
  }
  const filled = fill(given, environment, bindings, definition.writeFilled)
  if (!filled.ok) return filled
  const parsed = definition.parameters.safeParse(filled.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = issue?.path.join('.') ?? ''
    return unresolved(
      'bad-parameters',
      name,
      `${where}: ${name === '' ? '' : `${name}: `}${issue?.message ?? 'not valid'}`,
    )
  }
  // A kind's schema is a strict object of parameter values; its output is one too.
  return { ok: true, value: { binding, parameters: parsed.data as Record<string, ParameterValue> } }
}

/** An operand is a scalar or a list of them, and filling in gives scalars. */
function operand(value: ParameterValue): Predicate['value'] {
  if (Array.isArray(value)) return value.filter((item) => typeof item !== 'object')
  return typeof value === 'object' ? undefined : value
}
