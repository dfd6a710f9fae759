import type { Gate, Runbook } from '../../plan/schema/runbook'
import { attestedNow } from '../../run/gates'
import type { GateShown } from '../../run/gates-shown'
import { currentRun, stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { utcClock } from '../format/instant'
import { actorName, listWords } from '../names'
import { checkRows } from './done-when'
import { inPlaceWho, inPlaceWord } from './gate-word'
import { stuckOn } from './stuck-on'

const barred = { go: 'GO', arm: 'arming', declare: 'declaring' } as const

/**
 * One sentence about a gate that is not met: whether it bars, and what opens it, a person, a step at work or the world.
 * The same sentence stands on the checklist, on the gate's card, at GO and on the approval sheet.
 */
export function gateOutlook(input: IncidentInput, runbook: Runbook, shown: GateShown): string {
  const { gate, verdict, bars } = shown
  if (shown.as !== 'now') return asItStood(input, runbook, shown)
  const run = currentRun(input.state)
  const atAct = run?.go != null && run.runbook === runbook.id && gate.again === 'act' ? runbook.pointOfNoReturn : null
  const what = atAct ?? barred[gate.bars]
  if (shown.inPlace !== null) return `${inPlaceWord(shown.inPlace)} by ${inPlaceWho(input, shown.inPlace)}`
  if (verdict === 'met') return 'holds'
  const judged = input.state.gates[`${runbook.id}/${gate.id}`]?.verdict
  // What the last look that counts could not tell may have been read since, and not hold.
  const notHeld = checkRows(input, gate.check).some(({ status }) => status === 'waiting')
  if (!bars) {
    if (verdict !== 'unknown') return `does not bar ${what}`
    if (notHeld) return `does not bar ${what} yet: it was read and does not hold, and bars once a second look says so`
    return `does not bar ${what}: it ${judged === undefined ? 'was not read yet' : 'cannot be read'}, and the plan goes on without it`
  }
  const stuck = stuckStep(input, runbook, gate)
  if (stuck !== null)
    return `bars ${what} until ${stuck.id} is done: it waits for ${stuck.on}; skip it, take it over, or wait`
  const working = stepsAtWork(input, runbook, gate)
  // Whoever may say it has something to press, whatever a step is still at.
  const unsaid = gate.attest !== undefined && attestedNow(input.state, runbook, gate) === undefined
  const steps = `${listWords(working)} ${working.length === 1 ? 'has' : 'have'} done it`
  if (working.length > 0) return `bars ${what} until ${steps}${unsaid ? ' and it is attested' : '; nothing to press'}`
  if (verdict === 'unmet' || (notHeld && !unsaid))
    return gate.ifUnknown === 'warn' && judged === 'unmet'
      ? `bars ${what} until it holds, or the commander goes on against it, on the record`
      : `bars ${what} until it holds${unsaid ? ' and it is attested' : ''}`
  if (unsaid) return `bars ${what} until it is attested`
  return gate.ifUnknown === 'attest'
    ? `bars ${what} until it is read, or a statement stands in for it`
    : `bars ${what} until it can be read`
}

/** Once GO was given, or nothing is left to be barred: what was said and read by then, and when. */
function asItStood(input: IncidentInput, runbook: Runbook, { gate, verdict, as, stood, inPlace }: GateShown): string {
  const { state, persons } = input
  const go = as === 'go' ? (currentRun(state)?.go ?? null) : null
  const held = verdict === 'met' ? 'held' : verdict === 'unknown' ? 'was not known' : 'did not hold'
  const when = go === null ? ' when it ended' : ` at GO, ${utcClock(go.at)}`
  if (inPlace !== null) return `went on${when}: ${inPlaceWord(inPlace)} by ${inPlaceWho(input, inPlace)}`
  const said = verdict === 'met' ? stood.attested[`${runbook.id}/${gate.id}`] : undefined
  const who = said === undefined ? '' : `; ${actorName(persons, said.by)} attested it at ${utcClock(said.at)}`
  return `${held}${when}${who}`
}

/** A step of the gate that waits for what may never come. */
function stuckStep(input: IncidentInput, runbook: Runbook, gate: Gate): { id: string; on: string } | null {
  const run = currentRun(input.state)
  if (run === null) return null
  for (const step of runbook.steps.filter(({ id }) => gate.steps.includes(id))) {
    const on = stuckOn(input, run, runbook, step)
    if (on !== null) return { id: step.id, on }
  }
  return null
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
