import { resolveCommand } from '../plan/resolve'
import type { Command } from '../plan/schema/runbook'
import { bindingsOf } from '../run/resolve-step'
import type { AttemptState, CommandState, CommandStatus, RunState, StepState } from '../run/state'
import { currentRun } from '../run/state'
import type { IncidentInput } from './incident-input'

/** One message to people, or one correction of it. */
export interface MessageView {
  step: string
  action: string
  /** When it left, ISO; null: it did not, or nobody knows. */
  at: string | null
  /** What became of it where it has no time. */
  status: CommandStatus
  correction: boolean
  /** What it said: its parameters, as far as they can still be told. */
  said: Readonly<Record<string, unknown>>
}

/** Commands that speak to people: what they say and where is worth reading. */
const speaks = /^(slack|statuspage|pagerduty)\./

/**
 * Every message of the incident and every correction, once, the newest first, of all its runs and attempts; then what
 * the newest run tried and could not send, and what may have been sent.
 */
export function messagesOf(input: IncidentInput): MessageView[] {
  const runs = input.state.runs
  const all = runs.flatMap((run) => Object.values(run.steps).flatMap((step) => ofStep(input, run, step)))
  return all.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
}

function ofStep(input: IncidentInput, run: RunState, step: StepState): MessageView[] {
  const planned = input.plan.runbooks.find(({ id }) => id === run.runbook)?.steps.find(({ id }) => id === step.id)
  const tried = step.attempts.flatMap((attempt) => attempt.commands.map((command) => ({ attempt, command })))
  const indexes = [
    ...new Set(tried.filter(({ command }) => speaks.test(command.action)).map((one) => one.command.index)),
  ]
  return indexes.flatMap((index) => {
    const of = (kind: AttemptState['kind']) =>
      tried.filter(({ attempt, command }) => attempt.kind === kind && command.index === index)
    const acts = of('act')
    const newest = acts.at(-1)?.command
    if (newest === undefined) return []
    const view = (at: string | null, correction = false): MessageView => ({
      step: step.id,
      action: newest.action,
      at,
      status: newest.status,
      correction,
      said: parametersOf(input, run, planned?.commands[index]),
    })
    const messages = timesSent(acts)
    const corrected = correctedAt(of('undo'))
    const open = messages.length === 0 && (run === currentRun(input.state) || isUncertain(newest))
    return [
      ...messages.map((at) => view(at)),
      ...(open ? [view(null)] : []),
      ...(corrected === null ? [] : [view(corrected, true)]),
    ]
  })
}

interface Try {
  attempt: AttemptState
  command: CommandState
}

const isSent = ({ status }: CommandState) => status === 'accepted' || status === 'present'

function isUncertain({ status }: CommandState): boolean {
  return status === 'in-doubt' || status === 'unknown'
}

/** One time a message: a later try that finds what is there already adds none; one that sent it anew does. */
function timesSent(tries: readonly Try[]): string[] {
  const times: string[] = []
  let named: string | null = null
  for (const [place, { attempt, command }] of tries.entries()) {
    if (!isSent(command)) continue
    const name = JSON.stringify(command.outputs)
    if (times.length > 0 && (command.status === 'present' || name === named)) continue
    named = name
    const answered = command.status === 'accepted' && !(attempt.ended !== null && command.at > attempt.ended.mark.at)
    times.push(answered ? command.at : leftWith(tries.slice(0, place + 1)).intended.at)
  }
  return times
}

/** The first try that it may have left with: what leaves does so within two seconds of its intent. */
function leftWith(tries: readonly Try[]): AttemptState {
  const [first] = tries.filter(({ command }) => isSent(command) || command.unsettled)
  const last = tries.at(-1)
  const left = first ?? last
  if (left === undefined) throw new Error('nothing was tried')
  return left.attempt
}

/** When the correction left; null: there is none. */
function correctedAt(undos: readonly Try[]): string | null {
  const newest = undos.findLast(({ command }) => isCorrected(command))
  if (newest === undefined) return null
  const left = undos.find(({ command }) => command.maybeSent) ?? newest
  return left.attempt.intended.at
}

/** The target says whether a correction is there; where it does not, taking back what had been sent left one. */
function isCorrected({ status, facts, maybeSent }: CommandState): boolean {
  const told = facts['corrected'] ?? facts['resolved']
  if (typeof told === 'boolean') return told
  return maybeSent && (status === 'accepted' || status === 'absent')
}

function parametersOf(input: IncidentInput, run: RunState, command: Command | undefined): MessageView['said'] {
  if (command === undefined) return {}
  const resolved = resolveCommand(input.plan, input.environment, command, bindingsOf(input.plan, input.state, run))
  return resolved.ok ? resolved.value.parameters : command.with
}
