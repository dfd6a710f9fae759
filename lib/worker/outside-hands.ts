import type { SystemDefinition } from '@/lib/domain/system/define-system'
import type { Implementation } from '@/lib/executors/implement'
import { executorKit, type ExecutorKit } from '@/lib/executors/kit'
import { addOutsideSystems, half, OutsideSystemError, said } from '@/lib/outside-systems'

type MakeHands = (kit: ExecutorKit, systems: ReadonlyMap<string, SystemDefinition>) => Implementation

/** The systems of others with their hands, for the one process that acts. */
export async function loadOutsideHands(places: readonly string[]): Promise<Implementation[]> {
  const systems = new Map((await addOutsideSystems(places)).map((system) => [system.kind, system]))
  const made: Implementation[] = []
  for (const place of places) {
    const make = await half<MakeHands>(place, 'executors')
    made.push(said(place, () => make(executorKit, systems)))
  }
  const without = [...systems.keys()].find((kind) => !made.some((one) => one.kind === kind))
  if (without !== undefined) throw new OutsideSystemError(`no executors.mjs implements the system ${without}`)
  return made
}
