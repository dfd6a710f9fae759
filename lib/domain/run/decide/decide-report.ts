import { journalFacts } from '../events/facts'
import type { IncidentEvent } from '../events/event'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { currentAttempt, stepOf } from '../state'
import type { WorkerCommand } from '../worker-commands'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, refuse, workerOnly } from './decision'

export type AttemptReport = Extract<WorkerCommand, { attempt: number }>

/** What an attempt reports of itself. Refused unless exactly that attempt is open: a late word changes nothing. */
export function reportAttempt(state: IncidentState, command: AttemptReport, context: DecideContext): Decision {
  const no = workerOnly(context)
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const open = currentAttempt(stepOf(run, command.step))
  if (open === null || open.number !== command.attempt) return refuse('not-now', 'That attempt is not open.')
  const at = { runId: run.id, step: command.step, attempt: command.attempt }
  const pointOfNoReturn = runbookOf(context.plan, run.runbook).pointOfNoReturn
  const crossing = (requestId: string | null): IncidentEvent[] =>
    open.kind === 'act' && pointOfNoReturn === command.step && run.pointOfNoReturn === null
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
      const { command: index, effect, detail } = command
      const facts = journalFacts(command.facts)
      const outputs = journalFacts(command.outputs)
      return accept(
        { type: 'step.observed', payload: { ...at, command: index, effect, facts, outputs, detail } },
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
      return accept({ type: 'step.succeeded', payload: { ...at, outputs: journalFacts(command.outputs) } })
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
