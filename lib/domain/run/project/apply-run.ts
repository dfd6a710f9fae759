import type { RecordedEvent } from '../events/event'
import type { IncidentState, RunState } from '../state'
import { currentAttempt, isLive } from '../state'
import { ImpossibleHistory, mark, runIn, stepIn } from './impossible'

export function applyRun(draft: IncidentState, event: RecordedEvent): void {
  if (event.type === 'run.started') return startRun(draft, event)
  const run = runIn(draft, event as RecordedEvent & { payload: { runId: string } })
  if (!isLive(run) && event.type !== 'run.pointOfNoReturnCrossed')
    throw new ImpossibleHistory(event, `run ${run.id} has ended`)
  switch (event.type) {
    case 'run.goGiven':
      if (run.go !== null) throw new ImpossibleHistory(event, 'GO was given before')
      if (run.status !== 'arming') throw new ImpossibleHistory(event, `the run is ${run.status}`)
      run.go = {
        ...mark(event),
        loss: event.payload.loss,
        requests: event.payload.requests,
        stood: { gates: { ...draft.gates }, attested: { ...draft.attested } },
      }
      run.status = 'going'
      return
    case 'run.paused':
      run.paused = { ...mark(event), reason: event.payload.reason }
      return
    case 'run.resumed':
      run.paused = null
      if (run.status === 'stopping' && run.goingBack !== null)
        throw new ImpossibleHistory(event, 'the run is on its way back')
      if (run.status === 'stopped' || run.status === 'stopping' || event.payload.outlived === true) {
        if (event.payload.goAgain === true) run.go = null
        run.status = run.go === null ? 'arming' : 'going'
        run.abort = null
        run.wentOn = mark(event)
      }
      return
    case 'run.abortRequested':
      if (event.payload.stop !== undefined) {
        if (run.stopsHeard.includes(event.payload.stop)) throw new ImpossibleHistory(event, 'it has its entry')
        run.stopsHeard.push(event.payload.stop)
        // Another who asked for the same: on the record, and nothing else changes.
        if (run.status === 'stopping' || run.status === 'stopped') return
      }
      if (run.status === 'rolling-back') {
        run.status = 'stopping'
        return
      }
      if (run.status !== 'arming' && run.status !== 'going')
        throw new ImpossibleHistory(event, `the run is ${run.status}`)
      run.abort = { ...mark(event), reason: event.payload.reason, stands: event.payload.stands }
      run.status = 'stopping'
      return
    case 'run.stopped':
      if (run.status !== 'stopping' || run.goingBack !== null)
        throw new ImpossibleHistory(event, 'nobody asked to stop')
      if (run.pointOfNoReturn !== null && !event.payload.forwardOnly)
        throw new ImpossibleHistory(event, 'there is no way back past the point of no return')
      refuseOpenAttempts(run, event)
      run.status = 'stopped'
      run.forwardOnly = event.payload.forwardOnly
      return
    case 'run.rollbackRequested':
      if (run.status !== 'stopped' || run.forwardOnly)
        throw new ImpossibleHistory(event, 'there is no way back from here')
      run.status = 'rolling-back'
      run.goingBack = mark(event)
      return
    case 'run.rolledBack':
      if (run.goingBack === null) throw new ImpossibleHistory(event, 'nothing was being rolled back')
      refuseOpenAttempts(run, event)
      run.status = 'rolled-back'
      run.ended = { ...mark(event), outcome: 'rolled-back' }
      return
    case 'run.rollbackStopped':
      if (run.status !== 'stopping' || run.goingBack === null)
        throw new ImpossibleHistory(event, 'nobody asked to stop a rollback')
      refuseOpenAttempts(run, event)
      run.status = 'rollback-stopped'
      run.leftInPlace = event.payload.left
      run.endedUnlooked = event.payload.notLookedOver === true
      run.ended = { ...mark(event), outcome: 'rollback-stopped' }
      return
    case 'run.pointOfNoReturnCrossed': {
      const { step, at, requestId } = event.payload
      if (run.pointOfNoReturn !== null) throw new ImpossibleHistory(event, 'it was crossed before')
      run.pointOfNoReturn = { step, at, requestId, sequence: event.sequence }
      run.forwardOnly = true
      return
    }
    case 'run.lookedOver':
      if (run.goingBack === null) throw new ImpossibleHistory(event, 'the run is not going back')
      run.lookedOver = mark(event)
      for (const { step: id, detail, untold = false } of event.payload.found) {
        const step = stepIn(run, id)
        step.status = 'vouched'
        step.withoutEntry = { ...mark(event), detail, untold }
        step.startedAt ??= event.at
        step.endedAt = event.at
        step.failure = null
      }
      return
    case 'run.boundaryReleased':
      if (run.go === null) throw new ImpossibleHistory(event, 'GO was not given')
      run.released = mark(event)
      return
    case 'run.superseded':
      refuseOpenAttempts(run, event)
      run.status = 'superseded'
      run.ended = { ...mark(event), outcome: `superseded by ${event.payload.by}` }
      return
    case 'run.completed':
      if (run.status !== 'going') throw new ImpossibleHistory(event, `the run is ${run.status}`)
      refuseOpenAttempts(run, event)
      run.status = 'completed'
      run.ended = { ...mark(event), outcome: event.payload.outcome }
      return
    default:
      throw new ImpossibleHistory(event, 'not an event of a run')
  }
}

function refuseOpenAttempts(run: RunState, event: RecordedEvent): void {
  const open = Object.values(run.steps).find((step) => currentAttempt(step) !== null)
  if (open !== undefined) throw new ImpossibleHistory(event, `an attempt of ${open.id} is open`)
}

function startRun(draft: IncidentState, event: RecordedEvent & { type: 'run.started' }): void {
  if (draft.runs.some(isLive)) throw new ImpossibleHistory(event, 'another run is live')
  const { runId, runbook, planHash, environmentHash, promotionBoundary, inDoubt } = event.payload
  const run: RunState = {
    id: runId,
    runbook,
    planHash,
    environmentHash,
    promotionBoundary,
    status: 'arming',
    paused: null,
    started: mark(event),
    go: null,
    abort: null,
    stopsHeard: [],
    wentOn: null,
    forwardOnly: false,
    goingBack: null,
    lookedOver: null,
    proposal: null,
    leftInPlace: [],
    endedUnlooked: false,
    lossUnknown: null,
    lossAtAct: null,
    pointOfNoReturn: null,
    measured: null,
    steps: {},
    released: null,
    ended: null,
  }
  draft.runs.push(run)
  if (inDoubt !== undefined) stepIn(run, inDoubt).otherHands = mark(event)
}
