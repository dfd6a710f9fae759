import type { PersonCommand } from '../commands'
import type { IncidentEvent } from '../events/event'
import { gatesBarring } from '../gates'
import { goAgain, outlivedByPause } from '../go-again'
import { heldOff, heldOffUntil, lookFirst, toLookOver } from '../holds-off'
import { mayStillAct } from '../may-still-act'
import { lossBound, unknownLossAcceptance } from '../loss-bound'
import { isDone, pointOfNoReturnInDoubt, stepsToUndo } from '../ready'
import type { Runbook } from '../../plan/schema/runbook'
import { classRunbooks } from '../../plan/class-runbooks'
import { runbookOf } from '../resolve-step'
import type { IncidentState, RunState } from '../state'
import { takeoverRefusal } from '../takeover'
import { staysBehind } from '../proposal'
import { servingAcceptance, servingDoubt } from '../serving-doubt'
import { currentAttempt, isLive, stepOf } from '../state'
import { overWords } from '../stop-register'
import { noReason, whereStands } from '../where-stands'
import type { WorkerCommand } from '../worker-commands'
import { maySupersede, onlyWatches, stepsLeft } from '../watching-run'
import { approvalsForGo, askToUndo } from './decide-approval'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, notInCommand, refuse, workerOnly } from './decision'

type Of<T> = Extract<PersonCommand, { type: T }>

export function startRun(state: IncidentState, command: Of<'start-run'>, context: DecideContext): Decision {
  const no = notInCommand(state, context, 'run.arm')
  if (no !== null) return no
  const live = state.runs.find(isLive)
  if (live !== undefined && !maySupersede(state, live, runbookOf(context.plan, live.runbook)))
    return refuse('already-done', 'A run is under way.')
  // Of a step that somebody took over a request may still be on its way, whatever its run does.
  const sending =
    live === undefined ? null : mayStillAct(live, runbookOf(context.plan, live.runbook).steps, context.now)
  if (sending !== null) return { ok: false, refusal: sending }
  const runbook = context.plan.runbooks.find((candidate) => candidate.id === command.runbook)
  if (runbook === undefined) return refuse('not-found', `The plan has no runbook ${command.runbook}.`)
  const answers = answersOf(state, context)
  if (answers !== null && !answers.includes(runbook.id))
    return refuse('wrong-class', `${state.declared?.class ?? ''} is answered by ${answers.join(' or ')}.`)
  const alone = takeoverRefusal(context.plan, runbook, context.serving ?? [], state.runs)
  if (alone !== null) return refuse('no-standby', alone, ['a standby that is read as ready'])
  const barring = gatesBarring(state, runbook, 'arm')
  if (barring.length > 0)
    return refuse(
      'gate-bars',
      'Arming is barred.',
      barring.map((g) => `${g.gate.id} ${g.gate.title}: ${g.reason}`),
    )
  const runId = `${state.id}-R${state.runs.length + 1}`
  return accept(...(live === undefined ? [] : supersede(state, live, runId, context)), {
    type: 'run.started',
    payload: {
      runId,
      runbook: runbook.id,
      planHash: state.plan.hash,
      environmentHash: state.environment.hash,
      promotionBoundary: runbook.promotionBoundary,
      timeScale: String(context.environment.timeScale),
      ...leftInDoubt(state, runbook),
    },
  })
}

/** A run that was given up with its one-way step in doubt, or done, leaves that to the next one. */
function leftInDoubt({ runs }: IncidentState, runbook: Runbook): { inDoubt?: string } {
  const before = runs.findLast((run) => run.runbook === runbook.id)
  if (before === undefined || runbook.pointOfNoReturn === null) return {}
  const promoted = before.status === 'abandoned' && before.pointOfNoReturn !== null
  return promoted || pointOfNoReturnInDoubt(before, runbook) ? { inDoubt: runbook.pointOfNoReturn } : {}
}

/** What answers the declared class: the runbook of the declaration, and the others of the class for when it has moved. */
function answersOf({ declared }: IncidentState, { plan }: DecideContext): string[] | null {
  if (declared === null) return null
  const disaster = plan.disasterClasses.find(({ id }) => id === declared.class)
  return [...new Set([declared.runbook, ...(disaster === undefined ? [] : classRunbooks(disaster))])]
}

/** The run that only watched ends, with what it had still to do on the record; nothing of it is forgotten silently. */
function supersede(state: IncidentState, run: RunState, by: string, { plan }: DecideContext): IncidentEvent[] {
  const runbook = runbookOf(plan, run.runbook)
  const attempts = runbook.steps.flatMap(({ id }): IncidentEvent[] => {
    const attempt = currentAttempt(stepOf(run, id))
    if (attempt === null) return []
    const of = { runId: run.id, step: id, attempt: attempt.number }
    return [{ type: 'step.withdrawn', payload: { ...of, reason: `${by} takes the place of this run` } }]
  })
  const left = stepsLeft(state, run, runbook).map(({ id }) => id)
  return [...attempts, { type: 'run.superseded', payload: { runId: run.id, by, left } }]
}

export function giveGo(state: IncidentState, command: Of<'give-go'>, context: DecideContext): Decision {
  const found = liveRun(state, command.runId)
  const no = notInCommand(state, context, 'run.go')
  if (no !== null) return no
  if ('decision' in found) return found.decision
  const { run } = found
  if (run.go !== null) return refuse('already-done', `GO was given at ${run.go.at}.`)
  if (run.status !== 'arming') return refuse('not-now', 'The run was stopped. Resume it first.')
  if (run.paused !== null) return refuse('not-now', 'The run is paused. Resume it first.')
  if (state.declared === null) return refuse('not-now', 'Declare the incident first.', ['declaration'])
  const runbook = runbookOf(context.plan, run.runbook)
  const alone = takeoverRefusal(context.plan, runbook, context.serving ?? [], state.runs)
  if (alone !== null) return refuse('no-standby', alone, ['a standby that is read as ready'])
  const doubt = servingDoubt(context.plan, runbook, context.serving ?? [])
  if (doubt !== null && servingAcceptance(state, run) === null)
    return refuse('serving-unknown', `${doubt}. Record that you accept it, or wait for a reading.`, [
      'a reading of which region serves, or your recorded acceptance',
    ])
  const barring = gatesBarring(state, runbook, 'go')
  if (barring.length > 0)
    return refuse(
      'gate-bars',
      'GO is barred.',
      barring.map((g) => `${g.gate.id} ${g.gate.title}: ${g.reason}`),
    )
  const { requests, missing } = approvalsForGo(state, run.id, context)
  if (missing.length > 0) return refuse('not-approved', 'GO needs the approvals the plan asks for.', missing)
  if (runbook.loss !== null) {
    const loss = context.loss
    if (loss === null || loss.milliseconds === null) {
      if (unknownLossAcceptance(state, run) === null)
        return refuse(
          'loss-unknown',
          'What would be lost is UNKNOWN. Record that you accept it, then ask for approval again.',
          [loss?.unknown ?? 'no reading'],
        )
    } else if (loss.milliseconds > lossBound(state, run, runbook.loss))
      return refuse(
        'loss-above-bound',
        `Promoting now loses ${loss.milliseconds} ms, above the approved ${lossBound(state, run, runbook.loss)} ms. ` +
          'Record that you accept more, then ask for approval again.',
      )
  }
  return accept({
    type: 'run.goGiven',
    payload: { runId: run.id, loss: runbook.loss === null ? null : context.loss, requests },
  })
}

/**
 * Always accepted while the run lives and is not stopping yet: it asks for nothing but the right to ask. On the way
 * back it ends the run, so that whatever the run bars is free.
 */
export function abortRun(state: IncidentState, command: Of<'abort-run'>, context: DecideContext): Decision {
  const no = forbidden(context, 'run.abort')
  if (no !== null) return no
  const over = state.runs.find(({ id }) => id === command.runId)
  if (over !== undefined && !isLive(over)) return refuse('not-now', overWords(over.status, state.runs.find(isLive)))
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  if (run.status === 'stopping' || run.status === 'stopped')
    return refuse('already-done', 'The run is stopping already.')
  const stands = whereStands(run, runbookOf(context.plan, run.runbook))
  const reason = command.reason === '' ? noReason : command.reason
  return accept({ type: 'run.abortRequested', payload: { runId: run.id, reason, stands } })
}

export function changePace(
  state: IncidentState,
  command: Of<'pause-run'> | Of<'resume-run'>,
  context: DecideContext,
): Decision {
  // Whoever may stop may pause; going on is for whoever commands.
  const no = notInCommand(state, context, command.type === 'pause-run' ? 'run.pause' : 'run.resume')
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  if (command.type === 'pause-run') {
    if (run.paused !== null) return refuse('already-done', 'The run is paused.')
    if (run.status !== 'arming' && run.status !== 'going') return refuse('not-now', 'The run is not going on.')
    return accept({ type: 'run.paused', payload: { runId: run.id, reason: command.reason } })
  }
  if (run.status === 'stopping' && run.goingBack !== null)
    return refuse('not-now', 'Its rollback is being stopped: the run ends once every outcome is known.')
  if (run.status === 'stopping')
    return refuse('not-now', 'Outcomes are still being observed. Resume once it has stopped.')
  if (run.paused === null && run.status !== 'stopped') return refuse('already-done', 'The run is going on.')
  const again = goAgain(state, run, runbookOf(context.plan, run.runbook), context.now)
  const outlived = outlivedByPause(state, run, context.now)
  return accept({
    type: 'run.resumed',
    payload: { runId: run.id, ...(again ? { goAgain: true } : {}), ...(outlived ? { outlived: true } : {}) },
  })
}

export function rollBackRun(state: IncidentState, command: Of<'roll-back-run'>, context: DecideContext): Decision {
  const no = notInCommand(state, context, 'run.roll-back')
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  if (run.forwardOnly) return refuse('not-now', 'The point of no return was crossed. Only forward is safe.')
  if (run.status !== 'stopped')
    return refuse('not-now', 'Abort first; rolling back starts when every outcome is known.')
  const runbook = runbookOf(context.plan, run.runbook)
  const line = runbook.steps.filter(({ id }) => id === runbook.pointOfNoReturn)
  const underWay = mayStillAct(run, line, context.now)
  if (underWay !== null) return { ok: false, refusal: underWay }
  if (pointOfNoReturnInDoubt(run, runbook))
    return refuse('not-now', `Whether ${runbook.pointOfNoReturn} took effect is not known. Going back is not safe.`)
  return accept(
    { type: 'run.rollbackRequested', payload: { runId: run.id, reason: command.reason } },
    ...askToUndo(state, run, context),
  )
}

export function endRun(
  state: IncidentState,
  command: Extract<WorkerCommand, { type: 'stop-run' | 'finish-rollback' | 'complete-run' | 'release-boundary' }>,
  context: DecideContext,
): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(context.plan, run.runbook)
  if (command.type === 'release-boundary') {
    if (run.released !== null) return refuse('already-done', 'The boundary is free.')
    if (!onlyWatches(state, run, runbook)) return refuse('not-now', 'The run may still move what changes role.')
    const left = stepsLeft(state, run, runbook).map(({ id }) => id)
    return accept({ type: 'run.boundaryReleased', payload: { runId: run.id, left } })
  }
  // What is ended or given up frees what another run then moves: nothing of it may come to light after that.
  const held = run.goingBack === null ? null : heldOffUntil(context.serverSince ?? null, context.clock ?? context.now)
  if (held !== null) return { ok: false, refusal: heldOff(context.serverSince ?? null, held) }
  const open = runbook.steps.filter((step) => currentAttempt(stepOf(run, step.id)) !== null).map((step) => step.id)
  if (open.length > 0) return refuse('not-now', 'Attempts are open.', open)
  switch (command.type) {
    case 'stop-run':
      if (run.status !== 'stopping') return refuse('not-now', 'Nobody asked to stop.')
      if (run.goingBack !== null) {
        // It ends the run, and frees what another run then moves.
        const underWay = mayStillAct(run, runbook.steps, context.now)
        return underWay === null ? accept(rollbackStopped(run, runbook, context)) : { ok: false, refusal: underWay }
      }
      return accept({ type: 'run.stopped', payload: { runId: run.id, forwardOnly: run.pointOfNoReturn !== null } })
    case 'finish-rollback':
      if (run.status !== 'rolling-back') return refuse('not-now', 'Nothing is being rolled back.')
      if (toLookOver(run, context.serverAfter)) return { ok: false, refusal: lookFirst }
      if (stepsToUndo(run, runbook).length > 0) return refuse('not-now', 'Steps are still to be undone.')
      if (run.forwardOnly) return refuse('not-now', 'The point of no return was crossed. Only forward is safe.')
      return accept({ type: 'run.rolledBack', payload: { runId: run.id } })
    case 'complete-run': {
      if (run.status !== 'going') return refuse('not-now', `The run is ${run.status}.`)
      const undone = runbook.steps.filter((step) => !isDone(state, run, runbook, step.id)).map((step) => step.id)
      if (undone.length > 0) return refuse('not-now', 'Steps are not done.', undone)
      const clean = runbook.steps.every((step) => stepOf(run, step.id).status === 'succeeded')
      return accept({
        type: 'run.completed',
        payload: { runId: run.id, outcome: clean ? 'recovered' : 'completed-with-exceptions' },
      })
    }
  }
}

/**
 * Stopped on the way back: what is left is named for good, a promotion that came to light on it too. Where nothing is left
 * it was undone after all, but only as far as somebody looked.
 */
function rollbackStopped(run: RunState, runbook: Runbook, { serverAfter }: DecideContext): IncidentEvent {
  const left = staysBehind(run, runbook)
  const unlooked = toLookOver(run, serverAfter)
  if (left.length === 0 && !unlooked) return { type: 'run.rolledBack', payload: { runId: run.id } }
  const payload = { runId: run.id, left, ...(unlooked ? { notLookedOver: true as const } : {}) }
  return { type: 'run.rollbackStopped', payload }
}

export function liveRun(state: IncidentState, runId: string): { run: RunState } | { decision: Decision } {
  const run = state.runs.find((candidate) => candidate.id === runId)
  if (run === undefined) return { decision: refuse('not-found', 'There is no such run.') }
  if (!isLive(run)) return { decision: refuse('not-now', 'The run is over.') }
  return { run }
}
