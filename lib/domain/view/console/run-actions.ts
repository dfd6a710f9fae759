import { may, type Permission } from '../../access/roles'
import { commandRefusal, holderOf } from '../../run/holds-command'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { mayStillAct } from '../../run/may-still-act'
import { needsConsent } from '../../run/step-approval'
import { cameTrue } from '../../run/proofs'
import { isDone, unprovenAcceptance } from '../../run/ready'
import type { RunState } from '../../run/state'
import { currentAttempt, isLive, stepOf } from '../../run/state'
import type { Stands } from '../../run/events/facts'
import { whereStands } from '../../run/where-stands'
import { utcClock } from '../format/instant'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn } from '../incident-input'
import { listWords } from '../names'
import type { ActionView } from './action'
import { ask, pressOrAsk } from './action'
import { stopByHand } from './by-hand'
import { fullStop } from '../format/full-stop'
import { acceptNoUndo } from './accept-no-undo'
import { consentCost } from './consent-cost'
import { doneWhen } from './done-when'
import { lostProofActions } from './lost-proof'
import { outsideFacts, stepFacts } from './facts-to-say'
import { standsApproved } from './step-words'
import { byHandActions } from './by-hand-actions'
import { agreeAction, settleActions } from './proposal-actions'

/**
 * Pause or resume, and abort. Abort is never disabled while a run lives: before the point of no return it offers undo,
 * after it the button says that only forward is safe, and in between it promises neither.
 */
export function runActions(input: IncidentInput, run: RunState | null, runbook: Runbook, viewer: Viewer): ActionView[] {
  if (run === null || !isLive(run)) return []
  const of = { incidentId: input.state.id, runId: run.id }
  const commander = may(viewer.roles, 'run.pause') ? null : 'The commander does this.'
  const inCommand = (permission: Permission) =>
    commandRefusal(holdingIn(input), viewer.person, permission)?.message ?? null
  const stopped = run.status === 'stopping' || run.status === 'stopped' || run.status === 'rolling-back'
  const agree = agreeAction(input, run, runbook, viewer)
  const actions: ActionView[] = agree === null ? [] : [agree]
  if (run.paused === null && !stopped)
    actions.push({
      key: 'pause',
      label: 'Pause',
      verb: 'pause-run',
      input: of,
      how: 'ask',
      ask: ask('reason', 'Why pause?', 'What is running goes on to its end; nothing new starts.', {
        suggestions: runFacts(input, run, runbook),
      }),
      disabledBecause: commander,
    })
  if (run.paused !== null && !stopped)
    actions.push({
      key: 'resume',
      label: 'Resume',
      verb: 'resume-run',
      input: of,
      how: 'press',
      disabledBecause: commander ?? inCommand('run.resume'),
    })
  actions.push(abortAction(input, of, run, runbook, viewer))
  return actions
}

const abortWords: Record<Stands, { label: string; line: string }> = {
  before: {
    label: 'Abort',
    line: 'No further step starts. What runs is observed until its outcome is known; then undoing is offered.',
  },
  'in-doubt': {
    label: 'Stop here, in doubt',
    line: 'No further step starts. Whether the point of no return was crossed is observed first; undoing is on offer only if it was not.',
  },
  after: {
    label: 'Stop here, forward only',
    line: 'No further step starts and nothing is undone. The run stays resumable: only forward is safe.',
  },
}

const stopUndoing =
  'No further undo starts. What is under way is observed until its outcome is known; then the run ends and bars nothing, and what was not undone stays as it is.'

/**
 * Never disabled by what a page believes, which may be old: the server answers what became of it. A role is no belief.
 */
function abortAction(
  input: IncidentInput,
  of: ActionView['input'],
  run: RunState,
  runbook: Runbook,
  viewer: Viewer,
): ActionView {
  const { label, line } = abortWords[whereStands(run, runbook)]
  return {
    key: 'abort',
    label,
    verb: 'abort-run',
    input: of,
    how: 'ask',
    shortcut: 'X',
    ask: ask('reason', 'Why stop?', `Optional: it may be left out. ${run.goingBack === null ? line : stopUndoing}`, {
      optional: true,
      suggestions: runFacts(input, run, runbook),
      byHand: stopByHand(input, run, runbook, viewer),
    }),
    disabledBecause: may(viewer.roles, 'run.abort') ? null : 'A commander, approver or responder does this.',
  }
}

/** What goes on now, and what is seen from outside. */
function runFacts(input: IncidentInput, run: RunState, runbook: Runbook): string[] {
  const troubled = runbook.steps.filter(({ id }) => {
    const { status } = stepOf(run, id)
    return status === 'failed' || status === 'unproven' || status === 'in-doubt'
  })
  const words = troubled.map(({ id, title }) => {
    const { status, failure } = stepOf(run, id)
    return fullStop(
      `${id}, ${title}, is ${status === 'in-doubt' ? 'in doubt' : status}${failure === null ? '' : `: ${failure.message}`}`,
    )
  })
  return [...words, ...outsideFacts(input)].slice(0, 4)
}

/** What a person may do to one step, besides approving it. */
export function stepActions(
  input: IncidentInput,
  run: RunState | null,
  runbook: Runbook,
  step: Step,
  viewer: Viewer,
): ActionView[] {
  if (run === null || !isLive(run)) return []
  if (isDone(input.state, run, runbook, step.id)) return lostProofActions(input, run, runbook, step, viewer)
  const of = { incidentId: input.state.id, runId: run.id, step: step.id }
  const current = stepOf(run, step.id)
  // On the way back only what could not be undone is a matter for people: again, or left as it is.
  const undoing = run.goingBack !== null
  if (undoing && (run.status !== 'rolling-back' || current.status !== 'undo-failed')) return []
  const open = currentAttempt(current)
  const facts = () => stepFacts(input, run, step)
  const byRole = (permission: Permission) =>
    may(viewer.roles, permission)
      ? (commandRefusal(holdingIn(input), viewer.person, permission)?.message ?? null)
      : 'Not with your role.'
  const actions: ActionView[] = []
  const ahead = acceptAhead(input, run, runbook, step, viewer)
  if (ahead !== null) actions.push(ahead)
  const withoutUndo = acceptNoUndo(input, run, step, viewer)
  if (withoutUndo !== null) actions.push(withoutUndo)
  const byHand = byHandActions(input, run, runbook, step, viewer)
  if (byHand.confirm !== null) actions.push(byHand.confirm)
  if (byHand.attest !== null) actions.push(byHand.attest)
  if (cameTrue(run, runbook, step.id))
    actions.push({
      key: `count-${step.id}-${current.attempts.length}`,
      label: `Count ${step.id} as done`,
      verb: 'count-step',
      input: of,
      how: 'press',
      disabledBecause:
        byRole('step.count') ??
        mayStillAct(run, [step], input.now)?.message ??
        (needsConsent(runbook, step) && !standsApproved(input, run, runbook, step)
          ? 'Its approval no longer stands: ask again first.'
          : null),
    })
  if (['failed', 'unproven', 'taken-over', 'undo-failed'].includes(current.status))
    actions.push({
      key: `retry-${step.id}-${current.attempts.length}`,
      label: current.status === 'taken-over' ? `Give ${step.id} back` : `Retry ${step.id}`,
      verb: 'retry-step',
      input: of,
      ...pressOrAsk(consentCost(input, run, { does: 'retry', step: step.id })),
      disabledBecause: byRole('step.retry'),
    })
  if (byHand.takeOver !== null && !undoing) actions.push(byHand.takeOver)
  if (runbook.pointOfNoReturn !== step.id)
    actions.push({
      key: `skip-${step.id}`,
      label: `Skip ${step.id}`,
      verb: 'skip-step',
      input: of,
      how: 'ask',
      ask: ask('reason', `Why skip ${step.id}?`, 'Everything after it goes on as if it were done.', {
        warning: step.ifFails,
        costs: consentCost(input, run, { does: 'skip', step: step.id }),
        suggestions: facts(),
      }),
      disabledBecause:
        byRole('step.skip') ??
        (open === null || open.commands.length === 0
          ? (mayStillAct(run, [step], input.now)?.message ?? null)
          : 'An attempt is under way.'),
    })
  return [...actions, ...settleActions(input, run, runbook, step, viewer)]
}

const stoppedWords: Record<Stands, string> = {
  before: 'Stopped. Undo or resume.',
  'in-doubt': 'Stopped. Whether the point of no return was crossed is not known: resume.',
  after: 'Stopped. Only forward is safe.',
}

/** What a run that ended before everything was undone has left behind, for whoever looks after it. */
export function leftWords({ leftInPlace, status, endedUnlooked }: RunState): string {
  const how = status === 'abandoned' ? 'The run was given up' : 'Undoing was stopped'
  const nothing = endedUnlooked ? 'nothing is left that an entry tells of' : 'nothing of it is left'
  const left = `${listWords(leftInPlace)} ${leftInPlace.length === 1 ? 'stays as it is' : 'stay as they are'}`
  const more = ' The database lost its last entries or was restarted: look whether there is more.'
  return `${how}: ${leftInPlace.length === 0 ? nothing : left}.${endedUnlooked ? more : ''}`
}

/** What may be said beside the abort button about where the run stands. */
export function runWords(run: RunState | null, runbook: Runbook): string | null {
  if (run === null) return null
  if (run.status === 'stopping' && run.goingBack !== null)
    return 'Undoing is being stopped. Outcomes are being observed.'
  if (run.status === 'stopping') return 'Stopping. Outcomes are being observed.'
  if (run.status === 'stopped') return stoppedWords[whereStands(run, runbook)]
  if (run.status === 'rolling-back') return run.forwardOnly ? 'Undoing has halted.' : 'Undoing, latest step first.'
  if (run.status === 'rolled-back') return 'Undone.'
  if (run.status === 'rollback-stopped' || run.status === 'abandoned') return leftWords(run)
  if (run.paused !== null) return `Paused ${utcClock(run.paused.at)}: ${run.paused.reason}`
  return null
}

/** What may stay unproven can be accepted before it is tried: the acceptance is then part of what is approved. */
function acceptAhead(
  input: IncidentInput,
  run: RunState,
  runbook: Runbook,
  step: Step,
  viewer: Viewer,
): ActionView | null {
  const rule = step.unproven
  const { status, attempts } = stepOf(run, step.id)
  if (rule === undefined || status === 'unproven') return null
  // Once it stayed unproven it may again: what is asked for anew then covers that too, and costs no further round.
  const stayed = status === 'pending' && attempts.at(-1)?.ended?.outcome === 'unproven'
  if (run.go !== null && !stayed) return null
  if (unprovenAcceptance(input.state, run, runbook, step.id) !== null) return null
  const holds = holderOf(holdingIn(input), rule.acceptedBy) === viewer.person
  return {
    key: `accept-ahead-${step.id}`,
    label: `Accept ${step.id} unproven in advance`,
    verb: 'record-decision',
    input: { incidentId: input.state.id, runId: run.id, kind: 'accept-unproven', subject: step.id },
    how: 'ask',
    ask: ask('statement', 'Why go on without proof?', 'It is part of what is approved from then on.', {
      warning: rule.consequence,
      costs: consentCost(input, run, { does: 'decide', kind: 'accept-unproven', subject: step.id }),
      rows: doneWhen(input, run, step),
      suggestions: stepFacts(input, run, step),
    }),
    disabledBecause: holds ? null : `Whoever holds ${rule.acceptedBy} decides this.`,
  }
}
