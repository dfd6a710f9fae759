import type { Gate, Runbook } from '../../plan/schema/runbook'
import type { GateStatus } from '../../run/gates'
import { gateStatus } from '../../run/gates'
import type { IncidentInput } from '../incident-input'
import type { StepWord } from './step-words'

/** A gate's state in words. One that only waits for somebody's word is waiting, not unknown. */
export function gateWord(input: IncidentInput, runbook: Runbook, gate: Gate): StepWord & { standing: GateStatus } {
  const standing = gateStatus(input.state, runbook, gate)
  const judged = input.state.gates[`${runbook.id}/${gate.id}`]?.verdict
  const onlyAttest = gate.attest !== undefined && (gate.check.length === 0 || judged === 'met')
  if (standing.verdict === 'met') return { status: 'ok', word: 'met', standing }
  if (standing.bars && onlyAttest && standing.verdict === 'unknown')
    return { status: 'waiting', word: 'to attest', standing }
  const free = standing.bars ? '' : ', does not bar'
  if (standing.verdict === 'unknown') return { status: 'unknown', word: `not known${free}`, standing }
  return { status: standing.bars ? 'waiting' : 'warning', word: `not met${free}`, standing }
}
