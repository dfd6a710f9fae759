import type { SystemDefinition } from './define-system'
import { systems } from './systems'

// Next bundles what runs at start apart from what answers requests: both have to know the same systems.
const shared = globalThis as { [key: symbol]: SystemDefinition[] | undefined }
const key = Symbol.for('breakwater.outside-systems')

/** Systems of others, which whoever runs the process has named. */
export function outsideSystems(): readonly SystemDefinition[] {
  return (shared[key] ??= [])
}

export function allSystems(): readonly SystemDefinition[] {
  return [...systems, ...outsideSystems()]
}

/** Before anything is parsed. Throws where its kind, or one of its kinds of action and reading, is taken. */
export function addSystem(system: SystemDefinition): void {
  const known = allSystems()
  if (known.some(({ kind }) => kind === system.kind))
    throw new Error(`there is a system of kind ${system.kind} already`)
  const taken = new Set(known.flatMap(kindsOf))
  const twice = kindsOf(system).find((kind, at, all) => taken.has(kind) || all.indexOf(kind) !== at)
  if (twice !== undefined) throw new Error(`there is a kind ${twice} already`)
  if (closed) throw new Error('a system is added before anything is parsed, when the process starts')
  shared[key] = [...outsideSystems(), system]
}

let closed = false

/** All there are: none comes later, for what was parsed by then does not know it. */
export function closeSystems(): readonly SystemDefinition[] {
  closed = true
  return allSystems()
}

function kindsOf({ actions, readings }: SystemDefinition): string[] {
  return [...Object.values(actions), ...Object.values(readings)].map(({ kind }) => kind)
}
