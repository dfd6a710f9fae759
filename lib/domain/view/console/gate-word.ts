import type { Gate, Runbook } from '../../plan/schema/runbook'
import { gateShown, type GateShown } from '../../run/gates-shown'
import type { InPlace } from '../../run/gates'
import type { IncidentInput } from '../incident-input'
import { actorName } from '../names'
import type { StepWord } from './step-words'

/** A gate's state in words. One that only waits for somebody's word is waiting, not unknown. */
export function gateWord(input: IncidentInput, runbook: Runbook, gate: Gate): StepWord & { standing: GateShown } {
  const standing = gateShown(input.state, runbook, gate)
  const judged = standing.stood.gates[`${runbook.id}/${gate.id}`]?.verdict
  const onlyAttest = gate.attest !== undefined && (gate.check.length === 0 || judged === 'met')
  if (standing.inPlace !== null) return { status: 'warning', word: inPlaceWord(standing.inPlace), standing }
  if (standing.verdict === 'met') return { status: 'ok', word: 'met', standing }
  if (onlyAttest && standing.verdict === 'unknown' && (standing.bars || standing.as === 'over'))
    return { status: 'waiting', word: standing.bars ? 'to attest' : 'not attested', standing }
  const free = standing.bars || standing.as !== 'now' ? '' : ', does not bar'
  if (standing.verdict === 'unknown') return { status: 'unknown', word: `not known${free}`, standing }
  return { status: standing.bars || standing.as === 'over' ? 'waiting' : 'warning', word: `not met${free}`, standing }
}

/** What opened a gate that nothing shows to hold: `accepted unread`, `S3 skipped`. */
export function inPlaceWord(one: InPlace): string {
  if (one.of === 'step') return one.as === 'skipped' ? `${one.step} skipped` : `${one.step} accepted unproven`
  return 'accepted unread'
}

/** Who answers for it, and in which words: `M. Okafor: Seen on the call.` */
export function inPlaceWho({ persons }: IncidentInput, { by, words }: InPlace): string {
  return `${actorName(persons, by)}: ${words}`
}
