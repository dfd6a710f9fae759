import type { Gate, Runbook } from '../../plan/schema/runbook'
import type { GateStatus } from '../../run/gates'
import { currentRun, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { listWords } from '../names'

const barred = { go: 'GO', arm: 'arming', declare: 'declaring' } as const

/**
 * One sentence about a gate that is not met: whether it bars, and what opens it, a person, a step at work or the world.
 * The same sentence stands on the checklist, on the gate's card, at GO and on the approval sheet.
 */
export function gateOutlook(input: IncidentInput, runbook: Runbook, { gate, verdict, bars }: GateStatus): string {
  const run = currentRun(input.state)
  const atAct = run?.go != null && run.runbook === runbook.id && gate.again === 'act' ? runbook.pointOfNoReturn : null
  const what = atAct ?? barred[gate.bars]
  if (verdict === 'met') return 'holds'
  if (!bars)
    return verdict === 'unknown'
      ? `does not bar ${what}: it cannot be read, and the plan goes on without it`
      : `does not bar ${what}`
  const working = stepsAtWork(input, runbook, gate)
  if (working.length > 0) return `bars ${what} until ${listWords(working)} has done it; nothing to press`
  const judged = input.state.gates[`${runbook.id}/${gate.id}`]?.verdict
  const said = input.state.attested[`${runbook.id}/${gate.id}`] !== undefined
  if (verdict === 'unmet')
    return gate.ifUnknown === 'warn' && judged === 'unmet'
      ? `bars ${what} until it holds, or the commander goes on against it, on the record`
      : `bars ${what} until it holds`
  if (gate.attest !== undefined && !said) return `bars ${what} until it is attested`
  return gate.ifUnknown === 'attest'
    ? `bars ${what} until it is read, or a statement stands in for it`
    : `bars ${what} until it can be read`
}

/** Steps that are not done and that the gate waits for, or whose expectation asks the same of the same reading. */
function stepsAtWork({ state }: IncidentInput, runbook: Runbook, gate: Gate): string[] {
  const run = currentRun(state)
  // What stands still does nothing by itself.
  if (run === null || run.paused !== null || (run.status !== 'arming' && run.status !== 'going')) return []
  const asked = new Set(gate.check.map(({ reading }) => reading))
  return runbook.steps
    .filter((step) => {
      const { status } = stepOf(run, step.id)
      const concerns = gate.steps.includes(step.id) || step.expect.some(({ reading }) => asked.has(reading))
      return (
        concerns && (status === 'running' || status === 'pending') && (step.phase === 'arm' || status === 'running')
      )
    })
    .map(({ id }) => id)
}
