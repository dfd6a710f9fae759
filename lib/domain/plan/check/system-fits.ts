import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import { systemKinds } from '../../system/catalogue'
import type { PlanIndex } from './index-plan'

/** An action or reading works on systems of one kind. */
export function systemFits(
  index: PlanIndex,
  definition: { kind: string; systemKind: string },
  name: string,
  path: Path,
): Finding[] {
  const system = index.systems.get(name)
  if (system === undefined || system.kind === definition.systemKind || !systemKinds().includes(system.kind)) return []
  const message = `${definition.kind} needs a system of kind ${definition.systemKind}, ${name} is ${system.kind}`
  return [{ ...wrong(path, 'system-kind', message, [['systems']]), rule: true }]
}
