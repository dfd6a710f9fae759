import type { Binding } from './binding'
import { systemDefinition } from './catalogue'
import type { Target } from './resolved'

/** Where calls to a bound system go and as whom, spelled out for screens and digests. Secrets appear as references. */
export function targetOf(binding: Binding): Target {
  const system = systemDefinition(binding.kind)
  if (system === undefined) throw new Error(`no system of kind ${binding.kind}`)
  return { systemKind: binding.kind, ...system.target(binding) }
}
