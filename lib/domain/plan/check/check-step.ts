import { actionDefinition, actionDefinitions } from '../../system/catalogue'
import { contradiction, wrong, type Finding } from '../finding'
import { suggest } from '../parse/closest'
import type { Path } from '../problem'
import { Phase, type Command, type Runbook, type Step } from '../schema/runbook'
import { systemFits } from './system-fits'
import { checkAttestation } from './check-attestation'
import { known, knownStep, repeated } from './check-names'
import { checkParameters } from './check-parameters'
import { checkPredicate } from './check-predicate'
import type { Scope } from './check-references'
import type { PlanIndex } from './index-plan'
import { lessSevere } from './severity'

export function checkStep(index: PlanIndex, runbook: Runbook, step: Step, path: Path, stepsPath: Path): Finding[] {
  const scope: Scope = { runbook, step, stepsPath }
  return [
    ...known(index, 'duties', step.duty, [...path, 'duty']),
    ...(step.tier === null ? [] : known(index, 'tiers', step.tier, [...path, 'tier'])),
    ...checkAfter(runbook, step, path, stepsPath),
    ...step.records.flatMap((reading, at) => known(index, 'readings', reading, [...path, 'records', at])),
    ...step.proves.flatMap((tier, at) => checkProves(index, tier, [...path, 'proves', at])),
    ...(step.recovers ?? []).flatMap((service, at) => known(index, 'services', service, [...path, 'recovers', at])),
    ...step.commands.flatMap((command, at) => checkCommand(index, command, [...path, 'commands', at], scope)),
    ...(step.attest === undefined ? [] : checkAttestation(index, step.attest, [...path, 'attest'])),
    ...step.expect.flatMap((predicate, at) => checkPredicate(index, predicate, [...path, 'expect', at], scope)),
    ...checkTimes(step, path),
    ...checkWayBack(step, path),
    ...checkDestroys(step, path),
    ...checkUnproven(index, runbook, step, path),
    ...checkInstructions(step, path),
  ]
}

function checkAfter(runbook: Runbook, step: Step, path: Path, stepsPath: Path): Finding[] {
  const rank = (phase: Phase) => Phase.options.indexOf(phase)
  const findings = step.after.flatMap((name, at) => {
    const before = runbook.steps.find(({ id }) => id === name)
    const here = [...path, 'after', at]
    if (before === undefined) return knownStep(runbook, name, here, stepsPath)
    if (rank(before.phase) <= rank(step.phase)) return []
    const message = `${step.id} is in phase ${step.phase} and cannot wait for ${name}, which is in phase ${before.phase}`
    return [contradiction(here, 'phase-order', message)]
  })
  return [...findings, ...repeated(step.after, [...path, 'after'])]
}

function checkProves(index: PlanIndex, name: string, path: Path): Finding[] {
  const tier = index.tiers.get(name)
  if (tier === undefined) return known(index, 'tiers', name, path)
  if (tier.outside !== undefined) return []
  return [
    contradiction(path, 'not-seen-from-outside', `${name} cannot be proven: give the tier monitors under outside`),
  ]
}

function checkCommand(index: PlanIndex, command: Command, path: Path, scope: Scope): Finding[] {
  const findings = known(index, 'systems', command.system, [...path, 'system'])
  const definition = actionDefinition(command.action)
  if (definition === undefined) {
    const kinds = actionDefinitions().map(({ kind }) => kind)
    const message = `no action of kind ${command.action}: ${suggest(command.action, kinds)}`
    return [...findings, wrong([...path, 'action'], 'unknown-kind', message)]
  }
  return [
    ...findings,
    ...systemFits(index, definition, command.system, [...path, 'system']),
    ...checkParameters(index, definition.parameters, command.with, [...path, 'with'], scope),
  ]
}

function checkTimes(step: Step, path: Path): Finding[] {
  const findings: Finding[] = []
  const hold = Math.max(0, ...step.expect.map((predicate) => predicate.hold ?? 0))
  const { p50, p95 } = step.expected
  if (step.timeout <= 0)
    findings.push(contradiction([...path, 'timeout'], 'timeout', 'a timeout is longer than nothing'))
  else if (step.timeout <= hold) {
    findings.push(
      contradiction([...path, 'timeout'], 'timeout', `timeout must be longer than the longest hold, ${hold / 1000}s`),
    )
  }
  if (p50 > p95)
    findings.push(contradiction([...path, 'expected', 'p95'], 'expected', 'p95 cannot be shorter than p50'))
  if (p95 > step.timeout && step.timeout > hold) {
    findings.push(contradiction([...path, 'timeout'], 'timeout', 'timeout must not be shorter than the expected p95'))
  }
  return findings
}

function checkWayBack(step: Step, path: Path): Finding[] {
  const least = step.commands.flatMap((command) => actionDefinition(command.action) ?? [])
  const severest = least.reduce<(typeof least)[number] | null>(
    (a, b) => (a === null || lessSevere(a.wayBack, b.wayBack) ? b : a),
    null,
  )
  if (severest !== null && lessSevere(step.wayBack, severest.wayBack)) {
    const message = `${severest.kind} is ${severest.wayBack} at best, ${step.wayBack} promises too much`
    return [contradiction([...path, 'wayBack'], 'way-back', message)]
  }
  if (step.destructive && step.commands.length === 0) {
    return [contradiction([...path, 'destructive'], 'destructive', 'a step without commands destroys nothing')]
  }
  return []
}

/** A plan may call more destructive than it is, never less: what destroys runs on two people's consent, after GO. */
function checkDestroys(step: Step, path: Path): Finding[] {
  // Of a one-way step the way back says it already.
  if (step.destructive || step.wayBack === 'one-way') return []
  return step.commands.flatMap((command, at): Finding[] => {
    const destroys = actionDefinition(command.action)?.destroys ?? null
    if (destroys === null || !destroys.does(command.with)) return []
    const why = `${destroys.when.slice(0, 1).toLowerCase()}${destroys.when.slice(1)}`
    const message = `${command.action} destroys here: ${why}. Write destructive: true on ${step.id}, so that it needs an approval`
    return [contradiction([...path, 'commands', at, 'with'], 'not-destructive', message)]
  })
}

/** One person's word may stand in for a proof, but never where two people say what became of a step. */
function checkUnproven(index: PlanIndex, runbook: Runbook, step: Step, path: Path): Finding[] {
  if (step.unproven === undefined) return []
  const at: Path = [...path, 'unproven']
  if (step.id === runbook.pointOfNoReturn) {
    const message = `${step.id} is the point of no return, which nobody accepts unproven: remove it. Without proof two persons say what became of ${step.id}`
    return [contradiction(at, 'point-of-no-return', message)]
  }
  const late = step.unproven.after > step.timeout
  return [
    ...known(index, 'duties', step.unproven.acceptedBy, [...at, 'acceptedBy']),
    ...(late ? [contradiction([...at, 'after'], 'timeout', 'the step times out before it can end unproven')] : []),
  ]
}

/** A person needs to be told what to do, and a step done by hand has no other command. */
function checkInstructions(step: Step, path: Path): Finding[] {
  const manual = step.commands.some(({ action }) => action === 'manual')
  if (manual && step.instructions === undefined) {
    return [contradiction(path, 'instructions', `${step.id} is done by hand: write its instructions`)]
  }
  if (manual && step.commands.length > 1) {
    return [
      contradiction(
        [...path, 'commands'],
        'instructions',
        'manual work stands alone: give the other commands a step of their own',
      ),
    ]
  }
  return []
}
