import { inHostileEnvironment } from '@/lib/executors/check/hostile-environment'
import { echoes, repeatsSecrets } from '@/lib/executors/check/keeps-secrets'
import { kindCalls } from '@/lib/executors/check/kind-calls'
import { leadsElsewhere } from '@/lib/executors/check/leads-nowhere-else'
import { localServer } from '@/lib/executors/check/local-server'
import { statesBadly } from '@/lib/executors/check/states-well'
import { createExecutorRegistry } from '@/lib/executors/registry'
import {
  brokenPromises,
  contractKit,
  type ContractKit,
  type OutsideContract,
} from '@/lib/executors/check/outside-contract'
import { addOutsideSystems, fileOf, half, said } from '@/lib/outside-systems'
import { loadOutsideHands } from './outside-hands'

export interface SystemCheck {
  kind: string
  actions: string[]
  readings: string[]
  /** How many calls were tried, each in every way. */
  tried: number
  /** Whether it brings a contract, with something in the place of its target. */
  contract: boolean
  problems: string[]
}

/** Tries an outside system without the real one: what every system of ours has to keep; what its target does, where it brings a contract. */
export async function checkSystem(place: string): Promise<SystemCheck> {
  const registry = createExecutorRegistry(await loadOutsideHands([place]))
  const [system] = await addOutsideSystems([place])
  if (system === undefined) throw new Error(`${place} states no system`)
  const problems = statesBadly(system, registry)
  const calls = problems.length > 0 ? [] : kindCalls([system], registry)
  for (const call of calls) problems.push(...(await tried(call)))
  const contract = fileOf(place, 'contract') === undefined ? null : await contractOf(place)
  if (contract !== null) problems.push(...(await brokenPromises(system, registry, contract)))
  const kinds = (of: Readonly<Record<string, { kind: string }>>) => Object.values(of).map(({ kind }) => kind)
  const { kind, actions, readings } = system
  const counts = { tried: calls.length, contract: contract !== null }
  return { kind, actions: kinds(actions), readings: kinds(readings), ...counts, problems }
}

async function contractOf(place: string): Promise<OutsideContract> {
  const make = await half<(kit: ContractKit) => OutsideContract>(place, 'contract')
  return said(place, () => make(contractKit))
}

async function tried(call: ReturnType<typeof kindCalls>[number]): Promise<string[]> {
  const trap = await localServer(() => ({ status: 418 }))
  const target = await localServer(() => ({ status: 400, json: { error: 'refused by the bound target' } }))
  try {
    const elsewhere = await inHostileEnvironment(trap.url, () => leadsElsewhere(call, target, trap))
    const problems = elsewhere === null ? [] : [`${call.name}: ${elsewhere}`]
    for (const [way, refusal] of echoes) {
      const repeated = await repeatsSecrets(call, refusal)
      if (repeated !== null) problems.push(`${call.name}, answered with ${way}: ${repeated}`)
    }
    return problems
  } finally {
    await Promise.all([trap.close(), target.close()])
  }
}
