import type { Binding } from '@/lib/domain/system/binding'
import type { Contract } from './contract'

const found = import.meta.glob<{ contract: Contract }>(['../*/contract.ts', '!../check/*'], { eager: true })
const contracts = Object.values(found).map(({ contract }) => contract)

/** The cases of every system of ours, found by their place. For tests. */
export const actionCases = contracts.flatMap(({ actions }) => actions)
export const readingCases = contracts.flatMap(({ readings }) => readings)

/** The systems that contracts bind themselves. */
export function contractSystems(addresses: Readonly<Record<string, string>>): Record<string, Binding> {
  return Object.assign({}, ...contracts.map(({ systems }) => systems?.(addresses))) as Record<string, Binding>
}
