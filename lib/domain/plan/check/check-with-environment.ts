import { checkSizes } from './check-sizes'
import { contradiction, type Finding } from '../finding'
import { valueAt } from '../parse/describe-issues'
import type { Bindings, Resolution } from '../reference/bindings'
import { referencesIn } from '../reference/references-in'
import { resolveCommand, resolveReading } from '../resolve'
import type { Environment } from '../schema/environment'
import { actionDefinition } from '../../system/catalogue'
import type { ResolvedCommand } from '../../system/resolved'
import type { Plan } from '../schema/plan'
import type { Step } from '../schema/runbook'
import type { ParameterValue } from '../schema/primitives'

/**
 * Resolves every command and reading as if an incident were there, and names the value of the environment that does
 * not fit. What depends on an earlier step's output or on the incident is known only later and not held against it.
 */
export function checkWithEnvironment(plan: Plan, environment: Environment): Finding[] {
  const findings = plan.readings.flatMap((reading) => {
    if (early(reading.with) || binds(environment, reading.system) === null) return []
    const resolved = resolveReading(plan, environment, reading, noIncident)
    return misfit(resolved, reading.with, environment, 'reading')
  })
  for (const runbook of plan.runbooks) {
    for (const step of runbook.steps) {
      for (const command of step.commands) {
        if (early(command.with) || binds(environment, command.system) === null) continue
        const resolved = resolveCommand(plan, environment, command, noIncident)
        findings.push(...misfit(resolved, command.with, environment, `step ${step.id},`))
        if (resolved.ok && step.wayBack !== 'one-way') findings.push(...noWayBack(step, resolved.value, environment))
      }
    }
  }
  return [...findings, ...checkSizes(plan, environment, noIncident)]
}

const noIncident: Bindings = {
  incident: { id: 'sample', title: 'sample', number: 1, pagerduty: 'SAMPLE' },
  impactAt: '2000-01-01T00:00:00.000Z',
  outputs: {},
}

/** Outputs are given by what really ran; no sample could stand for them. */
function early(given: ParameterValue): boolean {
  return referencesIn(given, []).some(({ reference }) => reference?.kind === 'output')
}

function binds(environment: Environment, system: string) {
  return Object.hasOwn(environment.systems, system) ? environment.systems[system] : null
}

/** An undo that is asked of a system the environment does not bind would be missed at night, when it is needed. */
function noWayBack(step: Step, command: ResolvedCommand, environment: Environment): Finding[] {
  const binding = environment.systems[command.system]
  const on = binding && actionDefinition(command.action)?.undoOn?.(command.parameters, binding)
  if (on === undefined || Object.values(environment.systems).some((one) => on.is(one))) return []
  return [contradiction(['systems'], 'no-way-back', `undo of step ${step.id} is asked of ${on.words}`)]
}

/** At the name the parameter uses: that is what can be mended in this file. Wrong bindings are findings of their own. */
function misfit(
  resolved: Resolution<unknown>,
  given: ParameterValue,
  environment: Environment,
  where: string,
): Finding[] {
  if (resolved.ok || resolved.code !== 'bad-parameters') return []
  const name = referencesIn(valueAt(given, resolved.reference.split('.')), [])
    .flatMap(({ reference }) => (reference?.kind === 'name' ? [reference.name] : []))
    .find((one) => Object.hasOwn(environment.names, one))
  const path = name === undefined ? ['names'] : ['names', name]
  return [contradiction(path, 'does-not-fit', `${where} ${resolved.message}`)]
}
