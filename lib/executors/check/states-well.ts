import type { SystemDefinition } from '@/lib/domain/system/define-system'
import type { ActionDefinition, ReadingDefinition } from '@/lib/domain/system/definition'
import type { ExecutorRegistry } from '@/lib/engine/ports'

/** What is wrong with how a system states itself, each with its kind. */
export function statesBadly(system: SystemDefinition, registry: ExecutorRegistry): string[] {
  const { kind, binding, example } = system
  const own = binding.safeParse(example)
  const found = own.success ? [] : [`${kind}: its example is no binding of it: ${own.error.issues[0]?.message ?? ''}`]
  if (binding.safeParse({ ...(example as object), unknownToAll: 'x' }).success)
    found.push(`${kind}: its binding takes what it does not know: use z.strictObject`)
  for (const action of Object.values(system.actions)) {
    found.push(...ofBoth(action))
    if (action.note.trim() === '') found.push(`${action.kind}: say in note how it is known whether it was done`)
    const before = action.wayBack !== 'reversible' || kind === 'console' || registry.action(action.kind).before
    if (before === undefined)
      found.push(`${action.kind}: what is reversible needs before, or undo has nothing to restore`)
  }
  for (const reading of Object.values(system.readings)) {
    found.push(...ofBoth(reading))
    if (Object.keys(reading.fields).length === 0) found.push(`${reading.kind}: it has no field to read`)
  }
  return found
}

function ofBoth({ kind, title, parameters, example }: ActionDefinition | ReadingDefinition): string[] {
  if (title.trim() === '') return [`${kind}: it has no title`]
  const once = parameters.safeParse(example)
  if (!once.success) return [`${kind}: its example does not parse: ${once.error.issues[0]?.message ?? ''}`]
  const again = parameters.safeParse(once.data)
  if (!again.success || JSON.stringify(again.data) !== JSON.stringify(once.data))
    return [`${kind}: its parameters do not come out of a second parse as out of the first`]
  return parameters.safeParse({ ...(example as object), unknownToAll: 'x' }).success
    ? [`${kind}: its parameters take what they do not know: use z.strictObject`]
    : []
}
