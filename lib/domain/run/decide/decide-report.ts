import { journalFacts } from '../events/facts'
import type { IncidentEvent } from '../events/event'
import type { Step } from '../../plan/schema/runbook'
import { outcomeSettled } from '../proofs'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import type { AttemptState, CommandStatus, StepState } from '../state'
import { currentAttempt, stepOf } from '../state'
import type { WorkerCommand } from '../worker-commands'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

export type AttemptReport = Extract<WorkerCommand, { step: string; attempt: number }>

/** What an attempt reports of itself. Refused unless exactly that attempt is open: a late word changes nothing. */
export function reportAttempt(state: IncidentState, command: AttemptReport, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(context.plan, run.runbook)
  const current = stepOf(run, command.step)
  const open = currentAttempt(current)
  if (open === null || open.number !== command.attempt) return refuse('not-now', 'That attempt is not open.')
  const step = runbook.steps.find((candidate) => candidate.id === command.step)
  if (step === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  const unfit = doesNotFit(command, open, current, step)
  if (unfit !== null) return unfit
  const at = { runId: run.id, step: command.step, attempt: command.attempt }
  const crossing = (requestId: string | null): IncidentEvent[] =>
    open.kind === 'act' && runbook.pointOfNoReturn === command.step && run.pointOfNoReturn === null
      ? [
          {
            type: 'run.pointOfNoReturnCrossed',
            payload: { runId: run.id, step: command.step, at: context.now, requestId },
          },
        ]
      : []

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
      const { command: index, code, message } = command
      return accept({ type: 'step.commandUnreachable', payload: { ...at, command: index, code, message } })
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
