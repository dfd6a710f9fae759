import { commandsToUndo, isManual, nextToUndo, readySteps, stepsToUndo, waitsOf } from '../ready'
import { coveredStep, digestOf, resolveStep, runbookOf } from '../resolve-step'
import { journalFacts } from '../events/facts'
import { holdsOff, lookFirst, toLookOver } from '../holds-off'
import { mayStillAgainst } from '../may-still-act'
import type { IncidentEvent } from '../events/event'
import type { IncidentState } from '../state'
import { currentAttempt, stepOf } from '../state'
import { readsAgain } from '../proofs'
import { undoBar } from '../undo-consent'
import type { WorkerCommand } from '../worker-commands'
import { barsAct, foundThere, type Intend } from './act-bars'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

/**
 * The one gate before any act: order, GO, pause, abort, approval and drift are judged here, in the transaction that
 * records the intent. Nothing is sent without its event.
 */
export function intendStep(state: IncidentState, command: Intend, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(context.plan, run.runbook)
  const step = runbook.steps.find((candidate) => candidate.id === command.step)
  if (step === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  const current = stepOf(run, step.id)
  if (currentAttempt(current) !== null) return refuse('already-done', 'An attempt is open.')
  const base = {
    runId: run.id,
    step: step.id,
    attempt: current.attempts.length + 1,
    kind: command.kind,
    sendBefore: after(context.now, command.sendWithinMilliseconds),
    ...(command.quietAfterMilliseconds === undefined
      ? {}
      : { quietAt: after(context.now, command.sendWithinMilliseconds + command.quietAfterMilliseconds) }),
  }

  if (command.kind === 'undo') {
    if (run.status !== 'rolling-back') return refuse('not-now', 'Nothing is being rolled back.')
    // Heard of only after going back had begun: what is left standing is safe as it stands, and a person ends the run.
    if (run.forwardOnly) return refuse('not-now', 'The point of no return was crossed. Only forward is safe.')
    if (toLookOver(run, context.serverAfter)) return { ok: false, refusal: lookFirst }
    if (!stepsToUndo(run, runbook).some((candidate) => candidate.id === step.id))
      return refuse('not-now', 'Nothing to undo.')
    if (current.status === 'undo-failed') return refuse('not-now', `A person says whether ${step.id} is tried again.`)
    const underWay = mayStillAgainst(run, runbook, step, context.now)
    if (underWay !== null) return { ok: false, refusal: underWay }
    const next = nextToUndo(run, runbook)
    if (next?.id !== step.id) return refuse('not-now', 'Another step is undone first.', next === null ? [] : [next.id])
    const bar = undoBar(state, run, runbook, step, context)
    if (bar !== null) return refuse('not-approved', `${step.id} is not undone: ${bar}. One person approves it first.`)
    const acts = commandsToUndo(current)
    const held = holdsOff(command, acts, context)
    if (held !== null) return { ok: false, refusal: held }
    return accept({
      type: 'step.intended',
      payload: {
        ...base,
        digest: digestOf({ undo: step.id, commands: acts.map((c) => c.text) }),
        commands: acts.map(({ index, action, text, before }) => ({ index, action, text, before })),
      },
    })
  }

  if (run.status !== 'arming' && run.status !== 'going') return refuse('not-now', `The run is ${run.status}.`)
  const waits = waitsOf(state, run, runbook, step)
  if (waits.length > 0)
    return refuse(
      'not-now',
      `${step.id} waits.`,
      waits.map((wait) => wait.for),
    )
  const byHand = current.status === 'attested'
  if (current.status !== 'pending' && !byHand) return refuse('not-now', `${step.id} is ${current.status}.`)
  if (isManual(step) && !byHand) return refuse('not-now', `${step.id} is done by a person.`)
  // What a person did outside is only verified; nothing is sent.
  if (byHand)
    return accept({ type: 'step.intended', payload: { ...base, digest: digestOf({ byHand: step.id }), commands: [] } })

  const resolved = resolveStep(context.plan, context.environment, state, run, step)
  if (!resolved.ok) return refuse('unresolved', resolved.problem, [resolved.missing])
  const { there, crossing } = foundThere(run, runbook, step, command, resolved.commands, context)
  // What is there already is only recorded and proven: nothing is sent that anything could bar.
  const barred = there === 'all' ? null : barsAct(state, run, runbook, step, resolved.commands, command, context)
  // Whatever bars sending, that there is no way back any more is on record from here on.
  if (barred !== null) return crossing.length > 0 ? accept(...crossing, ...(barred.ok ? barred.events : [])) : barred
  const loss = step.id === runbook.pointOfNoReturn ? context.loss : null
  const intended: IncidentEvent = {
    type: 'step.intended',
    payload: {
      ...base,
      ...(loss === null ? {} : { loss }),
      ...(readsAgain(runbook, step) ? { proofs: command.proofs ?? [] } : {}),
      digest: digestOf(coveredStep(run, step, resolved.commands)),
      commands: resolved.commands.map((resolvedCommand, index) => ({
        index,
        action: resolvedCommand.action,
        text: resolvedCommand.text,
        before: journalFacts(command.before[index] ?? {}),
      })),
    },
  }
  return accept(intended, ...crossing)
}

/**
 * A step whose turn it is fails before anything of it is sent, for a reason that is not its target's. Of an undo that is
 * an attempt of which nothing left, so that whoever tries again, or skips it, finds what they find after any other.
 */
export function barStep(
  state: IncidentState,
  command: Extract<WorkerCommand, { type: 'bar-step' }>,
  context: DecideContext,
): Decision {
  const { runId, step: id, kind, code, message } = command
  if (kind === 'undo') {
    const intent = intendStep(
      state,
      { type: 'intend-step', runId, step: id, kind, before: {}, sendWithinMilliseconds: 0 },
      context,
    )
    if (!intent.ok) return intent
    const [intended] = intent.events
    if (intended?.type !== 'step.intended') return intent
    const { attempt, commands } = intended.payload
    const at = { runId, step: id, attempt }
    return accept(
      intended,
      ...commands.map(({ index }): IncidentEvent => {
        const payload = { ...at, command: index, code, message: 'It was not sent.', requestId: null, busy: true }
        return { type: 'step.commandRefused', payload }
      }),
      { type: 'step.undoFailed', payload: { ...at, code, message } },
    )
  }
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, runId)
  if ('decision' in found) return found.decision
  const runbook = runbookOf(context.plan, found.run.runbook)
  if (!readySteps(state, found.run, runbook).some((step) => step.id === id))
    return refuse('not-now', `It is not the turn of ${id}.`)
  return accept({ type: 'step.barred', payload: { runId, step: id, code, message } })
}

function after(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) + milliseconds).toISOString()
}
