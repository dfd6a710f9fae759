import { Binding } from '@/lib/domain/system/binding'
import type { SystemDefinition } from '@/lib/domain/system/define-system'
import { ledTo } from '@/lib/domain/system/marked-fields'
import type { ExecutorRegistry } from '@/lib/engine/ports'
import type { ActionCase } from './contract'
import { commandFor, contextFor } from './contexts'
import { refusingUrl } from './local-server'
import { contractPromises, type Stand } from './promises'
import { standIn, type StandIn } from './stand-in'

/** What `contract.mjs` of a system of others gives: its cases, and something in the place of its target. */
export interface OutsideContract {
  start(): Promise<StandIn>
  actions: readonly Omit<ActionCase, 'system' | 'change'>[]
}

export const contractKit = { standIn }
export type ContractKit = typeof contractKit

/** Tries every promise of the contract on a fresh stand-in each. Gives what was not kept, in words. */
export async function brokenPromises(
  system: SystemDefinition,
  registry: ExecutorRegistry,
  contract: OutsideContract,
): Promise<string[]> {
  const kinds = Object.values(system.actions).map(({ kind }) => kind)
  const untried = kinds.filter((kind) => !contract.actions.some((one) => one.kind === kind))
  const broken = untried.map((kind) => `${kind}: contract.mjs has no case of it`)
  for (const one of contract.actions) {
    const test = { ...one, system: system.kind, change: { system: system.kind, operation: '' } }
    for (const promise of contractPromises.filter((each) => each.of(test))) {
      const opened: StandIn[] = []
      try {
        await promise.keep(standOn(system, registry, contract, opened), test)
      } catch (error) {
        const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
        broken.push(`${one.kind} does not keep this: ${promise.title} (${first})`)
      } finally {
        await Promise.all(opened.map((target) => target.close()))
      }
    }
  }
  return broken
}

function standOn(
  system: SystemDefinition,
  registry: ExecutorRegistry,
  contract: OutsideContract,
  opened: StandIn[],
): Stand {
  return {
    async bench(test, { unplugged, ...options } = {}) {
      const target = await contract.start()
      opened.push(target)
      const url = unplugged === true ? await refusingUrl() : target.url
      const binding = ledTo(system.binding, Binding.parse(system.example), url)
      const executor = registry.action(test.kind)
      const context = { ...contextFor(binding), secret: () => Promise.resolve('of-the-stand-in'), ...options, binding }
      const as = (parameters: ActionCase['parameters']) => commandFor(test.kind, binding, parameters)
      const command = as(test.parameters)
      const observe = () => executor.observe(command, context)
      const settled = async () => {
        const end = performance.now() + 10_000
        for (;;) {
          const seen = await observe()
          const moving = seen.effect === 'in-progress' || seen.effect === 'unknown'
          if (!moving || performance.now() > end) return seen
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
      const { accepted, fault } = target
      return { executor, command, context, observe, settled, accepted, acceptedAll: accepted, fault, as }
    },
  }
}
