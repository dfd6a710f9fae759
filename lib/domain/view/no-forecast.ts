import { ancestors } from '../plan/graph'
import type { Runbook, Step } from '../plan/schema/runbook'
import { gatesBarringAct } from '../run/gates'
import { proofsUnder, readsAgain, lostProofAcceptance } from '../run/proofs'
import { isDone, isManual, stepsStillNeeded } from '../run/ready'
import { needsConsent } from '../run/step-approval'
import { stepOf, type RunState } from '../run/state'
import { standsApproved } from './console/step-words'
import { utcClock } from './format/instant'
import type { IncidentInput } from './incident-input'
import { unreadStep } from './unread-step'

/** What keeps anybody from saying when a tier is back, and in words for the console. */
export interface NoForecast {
  kind: 'no-run' | 'called-off' | 'stopped' | 'paused' | 'stuck' | 'people' | 'unread' | 'nothing-left' | 'not-planned'
  because: string
}

/** Why expected times say nothing of a run that is alive: it stands still, or nobody can tell how it goes. Null: they do. */
export function standsStill(input: IncidentInput, run: RunState, runbook: Runbook, proof: Step): NoForecast | null {
  if (run.goingBack !== null) return { kind: 'called-off', because: 'the run is being undone' }
  if (run.status === 'stopping' || run.status === 'stopped') return { kind: 'stopped', because: 'the run is stopped' }
  if (run.paused !== null) return { kind: 'paused', because: 'the run is paused' }
  // Only what the proof waits for holds it up.
  const before = ancestors(runbook.steps, proof.id)
  const onTheWay = runbook.steps.filter(
    (step) => (step.id === proof.id || before.has(step.id)) && !isDone(input.state, run, runbook, step.id),
  )
  for (const judge of [stuck, unread, waitsForPeople])
    for (const step of onTheWay) {
      const found = judge(input, run, runbook, step)
      if (found !== null) return found
    }
  return null
}

type Judge = (input: IncidentInput, run: RunState, runbook: Runbook, step: Step) => NoForecast | null

/** It has failed, or nobody knows its outcome. */
const stuck: Judge = (_, run, __, { id }) => {
  const { status } = stepOf(run, id)
  if (status === 'in-doubt') return { kind: 'stuck', because: `${id} is in doubt` }
  if (status === 'unproven') return { kind: 'stuck', because: `${id} is unproven` }
  return status === 'failed' || status === 'undo-failed' ? { kind: 'stuck', because: `${id} failed` } : null
}

const unread: Judge = (input, run, _, step) => {
  const found = unreadStep(input, run, step)
  return found === null ? null : { kind: 'unread', because: `${step.id} cannot be read since ${utcClock(found.since)}` }
}

/** How long people take, no plan knows. Before GO everything waits for them, and what is foretold is said as from GO. */
const waitsForPeople: Judge = (input, run, runbook, step) => {
  const { state } = input
  const { status, takenOver } = stepOf(run, step.id)
  const waits = (because: string): NoForecast => ({ kind: 'people', because })
  if (run.go === null || stepsStillNeeded(state, run, runbook, step).length > 0) return null
  if (status === 'taken-over' && takenOver !== null) return waits(`${step.id} is done by hand`)
  if (status !== 'pending') return null
  if (isManual(step)) return waits(`${step.id} is to be done by hand`)
  if (needsConsent(runbook, step) && !standsApproved(input, run, runbook, step))
    return waits(`${step.id} waits for approval`)
  const gates = step.id === runbook.pointOfNoReturn ? gatesBarringAct(state, run, runbook) : []
  if (gates.length > 0) return waits(`${step.id} waits for ${gates.map(({ gate }) => gate.id).join(', ')}`)
  const lost = readsAgain(runbook, step)
    ? proofsUnder(run, runbook, step.id).find(({ id }) => {
        const { proof } = stepOf(run, id)
        return proof !== null && proof.verdict !== 'met' && lostProofAcceptance(state, run, id) === null
      })
    : undefined
  return lost === undefined ? null : waits(`${step.id} waits for the proof of ${lost.id}`)
}
