import { contradiction, wrong, type Finding } from '../finding'
import { suggest } from '../parse/closest'
import type { Path } from '../problem'
import { referencesIn } from '../reference/references-in'
import type { Binding } from '../../system/binding'
import type { Environment } from '../schema/environment'
import type { Plan, System } from '../schema/plan'
import { checkWithEnvironment } from './check-with-environment'

/** The environment binds everything the plan needs, each to the right kind of thing in the right place. */
export function checkEnvironment(plan: Plan, environment: Environment): Finding[] {
  return [
    ...(environment.plan === plan.key
      ? []
      : [wrong(['plan'], 'other-plan', `this environment is for plan ${environment.plan}, here is ${plan.key}`)]),
    ...checkRegions(plan, environment),
    ...checkSystems(plan, environment),
    ...checkPaging(plan, environment),
    ...checkNames(plan, environment),
  ]
}

function checkRegions(plan: Plan, environment: Environment): Finding[] {
  const wanted = plan.regions.map(({ id }) => id)
  const given = Object.keys(environment.regions)
  return [...absent(wanted, given, ['regions'], 'region'), ...unwanted(wanted, given, ['regions'], 'region')]
}

function checkSystems(plan: Plan, environment: Environment): Finding[] {
  const wanted = plan.systems.map(({ id }) => id)
  const given = Object.keys(environment.systems)
  const bound = plan.systems.flatMap((system) => {
    const binding = Object.hasOwn(environment.systems, system.id) ? environment.systems[system.id] : undefined
    return binding === undefined ? [] : checkBinding(system, binding, environment)
  })
  return [...absent(wanted, given, ['systems'], 'system'), ...unwanted(wanted, given, ['systems'], 'system'), ...bound]
}

/** A system of a region that is bound to another region would be acted on in the wrong place. */
function checkBinding(system: System, binding: Binding, environment: Environment): Finding[] {
  const path: Path = ['systems', system.id]
  if (binding.kind !== system.kind) {
    const message = `${system.id} is a system of kind ${system.kind} in the plan, here it is ${binding.kind}`
    return [contradiction([...path, 'kind'], 'system-kind', message)]
  }
  const region = system.region === null ? undefined : environment.regions[system.region]
  if (region === undefined) return []
  const findings: Finding[] = []
  if ('region' in binding && binding.region !== region.region) {
    const message = `${system.id} belongs to ${system.region}, which is ${region.region}, not ${binding.region ?? 'nowhere'}`
    findings.push(contradiction([...path, 'region'], 'other-region', message))
  }
  if ('account' in binding && binding.account !== region.account) {
    const message = `${system.id} belongs to ${system.region}, whose account is ${region.account}, not ${binding.account}`
    findings.push(contradiction([...path, 'account'], 'other-account', message))
  }
  return findings
}

/** A page to one person is an incident of a service: without one PagerDuty takes none. */
function checkPaging(plan: Plan, environment: Environment): Finding[] {
  const paging = plan.runbooks.flatMap(({ approvals }) => approvals.flatMap(({ tell = [] }) => tell))
  const systems = new Set(paging.flatMap(({ by, system }) => (by === 'pagerduty' ? [system] : [])))
  return [...systems].flatMap((system) => {
    const binding = Object.hasOwn(environment.systems, system) ? environment.systems[system] : undefined
    if (binding?.kind !== 'pagerduty' || binding.service !== undefined) return []
    const message = `the plan pages approvers by ${system}: name the PagerDuty service they are paged under`
    return [contradiction(['systems', system], 'missing-service', message)]
  })
}

/** Names the plan refers to; and with all of them there, whether the filled-in parameters fit their kinds. */
function checkNames(plan: Plan, environment: Environment): Finding[] {
  const used = referencesIn(plan, []).flatMap(({ reference }) => (reference?.kind === 'name' ? [reference.name] : []))
  const missing = absent([...new Set(used)], Object.keys(environment.names), ['names'], 'name')
  return missing.length > 0 ? missing : checkWithEnvironment(plan, environment)
}

function absent(wanted: readonly string[], given: readonly string[], path: Path, noun: string): Finding[] {
  return wanted
    .filter((name) => !given.includes(name))
    .map((name) => ({ ...wrong(path, `missing-${noun}`, `the plan uses ${noun} ${name}: give it here`), at: 'key' }))
}

function unwanted(wanted: readonly string[], given: readonly string[], path: Path, noun: string): Finding[] {
  return given
    .filter((name) => !wanted.includes(name))
    .map((name) => ({
      ...wrong([...path, name], `unknown-${noun}`, `the plan has no ${noun} ${name}: ${suggest(name, wanted)}`),
      at: 'key',
    }))
}
