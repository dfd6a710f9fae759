import { journalFacts } from '../events/facts'
import type { IncidentEvent } from '../events/event'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { outcomeSettled } from '../proofs'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import type { AttemptState, CommandStatus, RunState, StepState } from '../state'
import { currentAttempt, isLive, stepOf } from '../state'
import type { WorkerCommand } from '../worker-commands'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

export type AttemptReport = Exclude<Extract<WorkerCommand, { step: string; attempt: number }>, { type: 'tell-quiet' }>

/**
 * What an attempt reports of itself. Refused unless exactly that attempt is open, but for what a target answered to
 * what was sent: that is the truth of the world, whoever ended the attempt meanwhile.
 */
export function reportAttempt(state: IncidentState, command: AttemptReport, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const run = state.runs.find(({ id }) => id === command.runId)
  if (run === undefined) return refuse('not-found', 'There is no such run.')
  const runbook = runbookOf(context.plan, run.runbook)
  // Whoever gave the run up did not know it: what the target answers is the truth of the world all the same.
  if (!isLive(run)) return answerLate(run, runbook, command, context)
  const current = stepOf(run, command.step)
  const open = currentAttempt(current)
  if (open === null || open.number !== command.attempt) return answerLate(run, runbook, command, context)
  const step = runbook.steps.find((candidate) => candidate.id === command.step)
  if (step === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  const unfit = doesNotFit(command, open, current, step)
  if (unfit !== null) return unfit
  const at = { runId: run.id, step: command.step, attempt: command.attempt }
  const crossing = (requestId: string | null) => crossed(run, runbook, open, command.step, requestId, context)

  switch (command.type) {
    case 'accept-command': {
      const { command: index, requestId } = command
      const facts = journalFacts(command.facts)
      const outputs = journalFacts(command.outputs)
      return accept(
        { type: 'step.commandAccepted', payload: { ...at, command: index, requestId, facts, outputs } },
        ...crossing(requestId),
      )
    }
    case 'refuse-command': {
      const { command: index, code, message, requestId, busy } = command
      return accept({ type: 'step.commandRefused', payload: { ...at, command: index, code, message, requestId, busy } })
    }
    case 'unreachable-command': {
      const { command: index, code, message, final } = command
      const said = { ...at, command: index, code, message, ...(final === undefined ? {} : { final }) }
      return accept({ type: 'step.commandUnreachable', payload: said })
    }
    case 'doubt-command':
      return accept({ type: 'step.inDoubt', payload: { ...at, command: command.command, reason: command.reason } })
    case 'observe-command': {
      const { command: index, effect, detail, final } = command
      const facts = journalFacts(command.facts)
      const outputs = journalFacts(command.outputs)
      return accept(
        {
          type: 'step.observed',
          payload: { ...at, command: index, effect, facts, outputs, detail, ...(final === undefined ? {} : { final }) },
        },
        ...(effect === 'present' || effect === 'in-progress' ? crossing(null) : []),
      )
    }
    case 'judge-predicates':
      return accept(
        ...command.judged.map((judged): IncidentEvent => ({ type: 'step.judged', payload: { ...at, ...judged } })),
      )
    case 'record-readings':
      return accept({ type: 'step.recorded', payload: { ...at, readings: command.readings } })
    case 'succeed-step':
      return accept(
        { type: 'step.succeeded', payload: { ...at, outputs: journalFacts(command.outputs) } },
        // Proven done, it is crossed, whether or not any reply said so.
        ...crossing(null),
      )
    case 'unprove-step':
      return accept({ type: 'step.unproven', payload: { ...at, readings: command.readings } })
    case 'fail-step':
      return accept({ type: 'step.failed', payload: { ...at, code: command.code, message: command.message } })
    case 'withdraw-attempt':
      return accept({ type: 'step.withdrawn', payload: { ...at, reason: command.reason } })
    case 'finish-undo':
      return accept({ type: 'step.undone', payload: at })
    case 'fail-undo':
      return accept({ type: 'step.undoFailed', payload: { ...at, code: command.code, message: command.message } })
  }
}

function crossed(
  run: RunState,
  runbook: Runbook,
  { kind }: AttemptState,
  step: string,
  requestId: string | null,
  { now }: DecideContext,
): IncidentEvent[] {
  if (kind !== 'act' || runbook.pointOfNoReturn !== step || run.pointOfNoReturn !== null) return []
  return [{ type: 'run.pointOfNoReturnCrossed', payload: { runId: run.id, step, at: now, requestId } }]
}

function answerLate(run: RunState, runbook: Runbook, command: AttemptReport, context: DecideContext): Decision {
  const no = refuse('not-now', 'That attempt is not open.')
  if (command.type !== 'accept-command' && command.type !== 'refuse-command') return no
  const { step, attempt: number, command: index, requestId } = command
  const attempt = stepOf(run, step).attempts.find((one) => one.number === number)
  const known = attempt?.commands.find((one) => one.index === index)
  if (attempt === undefined || attempt.ended === null || known === undefined) return no
  const answered = command.type === 'accept-command' ? saysYes : [...saysYes, ...saysNo]
  if (answered.includes(known.status)) return refuse('not-now', 'What its target said is on record.')
  const at = { runId: run.id, step, attempt: number, command: index, requestId }
  if (command.type === 'refuse-command') {
    const { code, message } = command
    return accept({
      type: 'step.answeredLate',
      payload: { ...at, accepted: false, facts: {}, outputs: {}, code, message },
    })
  }
  const [facts, outputs] = [journalFacts(command.facts), journalFacts(command.outputs)]
  return accept(
    { type: 'step.answeredLate', payload: { ...at, accepted: true, facts, outputs, code: null, message: null } },
    ...crossed(run, runbook, attempt, step, requestId, context),
  )
}

/** Known to have happened already. */
const saysYes: readonly CommandStatus[] = ['accepted', 'present']
/** Said already, or more than a refusal that comes late can unsay. */
const saysNo: readonly CommandStatus[] = ['refused', 'busy', 'partial', 'in-progress']

/** Seen to be as before, or never reached at all. */
const undone: readonly CommandStatus[] = ['absent', 'unreachable']

/** A word that cannot be true of this attempt. Success above all: every outcome is known and every predicate holds. */
function doesNotFit(command: AttemptReport, open: AttemptState, current: StepState, step: Step): Decision | null {
  if ('command' in command && !open.commands.some(({ index }) => index === command.command))
    return refuse('not-found', `The intent has no command ${command.command}.`)
  switch (command.type) {
    case 'finish-undo': {
      if (open.kind !== 'undo') return refuse('not-now', 'The attempt is no undo.')
      const left = open.commands.filter(({ status }) => !undone.includes(status)).map(({ text }) => text)
      return left.length === 0 ? null : refuse('not-now', `${step.id} was not seen to be undone.`, left)
    }
    case 'fail-undo':
      return open.kind === 'undo' ? null : refuse('not-now', 'The attempt is no undo.')
    case 'judge-predicates':
      if (command.judged.some(({ predicate }) => step.expect[predicate] === undefined))
        return refuse('not-found', 'The step expects no such thing.')
      return open.kind === 'act' ? null : refuse('not-now', 'The attempt is an undo.')
    case 'succeed-step': {
      if (open.kind !== 'act') return refuse('not-now', 'The attempt is an undo.')
      const unknown = open.commands.filter((one) => !outcomeSettled({ commands: [one] })).map(({ text }) => text)
      const unmet = step.expect.filter((_, index) => current.judged[index]?.verdict !== 'met').map(({ title }) => title)
      const missing = [...unknown, ...unmet]
      return missing.length === 0 ? null : refuse('not-now', `${step.id} has not proven itself.`, missing)
    }
    case 'unprove-step':
      if (step.unproven === undefined) return refuse('not-now', `${step.id} must be proven.`)
      return open.kind === 'act' ? null : refuse('not-now', 'The attempt is an undo.')
    case 'fail-step':
    case 'record-readings':
      return open.kind === 'act' ? null : refuse('not-now', 'The attempt is an undo.')
    default:
      return null
  }
}
