import type { Target } from '../../system/resolved'
import { targetOf } from '../../system/target'
import type { Environment } from '../../plan/schema/environment'
import type { Step } from '../../plan/schema/runbook'

/** Where a command goes, spelled out: nothing is shortened, since a wrong account looks right when cut. */
export interface WhereView {
  system: string
  account: string | null
  region: string | null
  endpoint: string
  identity: string | null
}

export function whereOf(environment: Environment, step: Step): WhereView[] {
  const systems = [...new Set(step.commands.map((command) => command.system))]
  return systems.flatMap((system) => {
    const binding = Object.hasOwn(environment.systems, system) ? environment.systems[system] : undefined
    return binding === undefined ? [] : [fromTarget(system, targetOf(binding))]
  })
}

export function fromTarget(system: string, target: Omit<Target, 'systemKind'>): WhereView {
  const { account, region, endpoint, identity } = target
  return { system, account, region, endpoint, identity }
}
