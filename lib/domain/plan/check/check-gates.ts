import { contradiction, type Finding } from '../finding'
import type { Path } from '../problem'
import { Phase, type Gate, type Runbook } from '../schema/runbook'
import { known, knownStep } from './check-names'
import { checkAttestation } from './check-attestation'
import { checkPredicate } from './check-predicate'
import { nowhere } from './check-references'
import type { PlanIndex } from './index-plan'

export function checkGates(index: PlanIndex, runbook: Runbook, path: Path): Finding[] {
  return runbook.gates.flatMap((gate, at) =>
    checkGate(index, runbook, gate, [...path, 'gates', at], [...path, 'steps']),
  )
}

function checkGate(index: PlanIndex, runbook: Runbook, gate: Gate, path: Path, stepsPath: Path): Finding[] {
  const empty = gate.check.length === 0 && gate.steps.length === 0 && gate.attest === undefined
  return [
    ...(empty
      ? [contradiction(path, 'empty-gate', `${gate.id} asks for nothing: give it check, steps or attest`)]
      : []),
    ...gate.check.flatMap((predicate, at) => checkPredicate(index, predicate, [...path, 'check', at], nowhere)),
    ...gate.steps.flatMap((name, at) => [
      ...knownStep(runbook, name, [...path, 'steps', at], stepsPath),
      ...deadlock(runbook, gate, name, [...path, 'steps', at]),
    ]),
    ...(gate.attest === undefined
      ? []
      : [
          ...known(index, 'duties', gate.attest.duty, [...path, 'attest', 'duty']),
          ...checkAttestation(index, gate.attest, [...path, 'attest']),
        ]),
  ]
}

/** A gate that waits for a step which cannot start before the gate is open would never open. */
function deadlock(runbook: Runbook, gate: Gate, name: string, path: Path): Finding[] {
  const step = runbook.steps.find(({ id }) => id === name)
  if (step === undefined) return []
  const barred: Phase = gate.bars === 'declare' ? 'declare' : gate.bars
  if (Phase.options.indexOf(step.phase) < Phase.options.indexOf(barred)) return []
  const message = `${gate.id} bars ${gate.bars} and waits for ${name}, which is in phase ${step.phase}: it could never open`
  return [contradiction(path, 'deadlock', message)]
}
