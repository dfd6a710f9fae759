import type { Gate, Runbook } from '../plan/schema/runbook'
import { requestFor } from './approval'
import { gateStatus, type GateStatus } from './gates'
import { mayHavePromotedUnder } from './ready'
import type { IncidentState, RunState } from './state'
import { currentRun, isLive, stepOf } from './state'
import { maySupersede } from './watching-run'

export interface GateShown extends GateStatus {
  /** Of which moment it is: of now, of the GO that was given, or of a run or an incident that has ended without one. */
  as: 'now' | 'go' | 'over'
  /** What was said and read of it by that moment. */
  stood: Pick<IncidentState, 'gates' | 'attested'>
}

/**
 * A gate as a screen tells it. Once GO was given it stands as it stood then, whatever is read later, except for what
 * the plan asks again until the one-way step is sent. Where nothing is left to be barred, nothing bars.
 */
export function gateShown(state: IncidentState, runbook: Runbook, gate: Gate): GateShown {
  const run = currentRun(state)
  const now = { ...gateStatus(state, runbook, gate), stood: state }
  if (state.closed === null && barsStill(state, run, runbook, gate)) return { ...now, as: 'now' }
  if (run === null || run.runbook !== runbook.id || run.go === null) return { ...now, bars: false, as: 'over' }
  return { ...gateStatus(atGo(state, run, gate), runbook, gate), bars: false, as: 'go', stood: run.go.stood }
}

function barsStill(state: IncidentState, run: RunState | null, runbook: Runbook, gate: Gate): boolean {
  if (run === null || run.runbook !== runbook.id) return true
  // Whoever may arm once more reads what bars that.
  const armsNext = isLive(run) ? maySupersede(state, run, runbook) : run.status !== 'completed'
  if (gate.bars === 'arm' && armsNext) return true
  if (!isLive(run)) return false
  return run.go === null || (gate.again === 'act' && !isSent(state, run, runbook))
}

function isSent(state: IncidentState, run: RunState, runbook: Runbook): boolean {
  const line = runbook.pointOfNoReturn
  return mayHavePromotedUnder(run, runbook, line === null ? null : requestFor(state, run, line))
}

/** The incident as the gate was asked about when GO was given: its steps were done, or GO had been barred. */
function atGo(state: IncidentState, run: RunState, gate: Gate): IncidentState {
  const { go } = run
  if (go === null) return state
  const done = gate.steps.map((id) => {
    const step = stepOf(run, id)
    // What stood in for its proof stood so at GO too.
    const status = step.status === 'skipped' || step.status === 'unproven' ? step.status : ('succeeded' as const)
    return [id, { ...step, status }]
  })
  const arming: RunState = {
    ...run,
    go: null,
    ended: null,
    status: 'arming',
    steps: { ...run.steps, ...Object.fromEntries(done) },
  }
  return {
    ...state,
    ...go.stood,
    decisions: state.decisions.filter(({ sequence }) => sequence < go.sequence),
    runs: [...state.runs.slice(0, -1), arming],
  }
}
