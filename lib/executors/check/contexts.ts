import { targetOf } from '@/lib/domain/system/target'
import type { ResolvedCommand, ResolvedReading } from '@/lib/domain/system/resolved'
import { Binding } from '@/lib/domain/system/binding'
import { Environment } from '@/lib/domain/plan/schema/environment'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import type { SendContext } from '@/lib/engine/ports'
import { actionDefinition } from '@/lib/domain/system/catalogue'

export interface ContextOptions {
  systems?: Record<string, Binding>
  secrets?: Record<string, string>
  signal?: AbortSignal
  now?: () => number
  idempotencyKey?: string
  deadlineMilliseconds?: number
}

/** What an executor is given, with secrets from a table: `file:token` stands for secrets.token. */
export function contextFor(binding: Binding, options: ContextOptions = {}): SendContext {
  const secrets: Record<string, string> = { token: 'token-for-tests', ...options.secrets }
  return {
    binding: Binding.parse(binding),
    environment: Environment.parse({
      schema: 'breakwater.environment/1',
      plan: 'test',
      name: 'test',
      title: 'Test',
      lab: true,
      pollEvery: '250ms',
      regions: {},
      names: {},
      systems: options.systems ?? {},
    }),
    secret: (reference) => {
      const value = secrets[reference.replace(/^(file|env):/, '')]
      return value === undefined ? Promise.reject(new Error(`no secret ${reference}`)) : Promise.resolve(value)
    },
    signal: options.signal ?? new AbortController().signal,
    now: options.now ?? Date.now,
    idempotencyKey: options.idempotencyKey ?? 'RUN-1/S7/0',
    deadlineMilliseconds: options.deadlineMilliseconds ?? 3_000,
    leave: () => Promise.resolve(),
  }
}

export function commandFor(
  action: string,
  binding: Binding,
  parameters: Record<string, ParameterValue>,
): ResolvedCommand {
  const definition = actionDefinition(action)
  if (definition === undefined) throw new Error(`no action ${action}`)
  const target = targetOf(binding)
  const text = definition.text(definition.parameters.parse(parameters), target, binding)
  return { action, system: 'test', parameters, target, text, ifUnreachable: 'fail' }
}

export function readingFor(
  kind: string,
  binding: Binding,
  parameters: Record<string, ParameterValue>,
): ResolvedReading {
  return { id: 'reading', kind, system: 'test', parameters, target: targetOf(binding) }
}
