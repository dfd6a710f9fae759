import { Binding } from '@/lib/domain/system/binding'
import { ledTo, markedFields } from '@/lib/domain/system/marked-fields'
import type { SystemDefinition } from '@/lib/domain/system/define-system'
import type { ExecutorRegistry, SendContext } from '@/lib/engine/ports'
import { commandFor, contextFor, readingFor } from './contexts'

/** A call of one kind, as its own example says, on a binding whose every address leads to `url`. */
export interface KindCall {
  name: string
  /** What stands in the binding for secrets. */
  secrets(): string[]
  /** Does it; whatever comes of it comes back, errors too. */
  act(url: string, secret: SendContext['secret']): Promise<unknown>
  /** What a person would read of it; null of a question. */
  text(url: string): string | null
}

/** Every act, look and question of systems that have an address, under a role and without one. */
export function kindCalls(systems: readonly SystemDefinition[], registry: ExecutorRegistry): KindCall[] {
  return systems.flatMap((system) => {
    const binding = Binding.parse(system.example)
    if (markedFields(system.binding, binding, 'address').length === 0) return []
    return variantsOf(binding).flatMap(([variant, bound]) => callsOf(system, registry, variant, bound))
  })
}

/** Under a role the first request is the one that assumes it. */
function variantsOf(binding: Binding): [string, Binding][] {
  if (!('credentials' in binding)) return [['', binding]]
  const { role: _role, ...credentials } = binding.credentials
  return [
    [' under a role', binding],
    [' without a role', { ...binding, credentials } as Binding],
  ]
}

function callsOf(system: SystemDefinition, registry: ExecutorRegistry, variant: string, bound: Binding): KindCall[] {
  const at = (url: string) => ledTo(system.binding, bound, url)
  const contextAt = (url: string, secret: SendContext['secret']) => ({ ...contextFor(at(url)), secret })
  const secrets = () => markedFields(system.binding, bound, 'secret').flatMap(({ value }) => value ?? [])
  const failed = (error: unknown) => error
  const acts = Object.values(system.actions).flatMap((definition): KindCall[] => {
    const executor = registry.action(definition.kind)
    const commandAt = (url: string) => commandFor(definition.kind, at(url), definition.example as never)
    const text = (url: string) => commandAt(url).text
    const act: KindCall = {
      name: `${definition.kind}${variant}`,
      secrets,
      text,
      act: (url, secret) => executor.execute(commandAt(url), contextAt(url, secret)).catch(failed),
    }
    const look: KindCall = {
      ...act,
      name: `the look of ${act.name}`,
      act: (url, secret) => executor.observe(commandAt(url), contextAt(url, secret)).catch(failed),
    }
    return executor.blind === true ? [act] : [act, look]
  })
  const questions = Object.values(system.readings).map((definition): KindCall => ({
    name: `${definition.kind}${variant}`,
    secrets,
    text: () => null,
    act: (url, secret) =>
      registry
        .reading(definition.kind)
        .read(readingFor(definition.kind, at(url), definition.example as never), contextAt(url, secret))
        .catch(failed),
  }))
  return [...acts, ...questions]
}
