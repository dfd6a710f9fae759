import { criticalPath } from '../../plan/graph'
import { resolveCommand } from '../../plan/resolve'
import { scaleTime } from '../../plan/scale-time'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { isManual } from '../../run/ready'
import { bindingsOf } from '../../run/resolve-step'
import type { CommandState, RunState, StepState } from '../../run/state'
import { stepOf } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { dutyAndHolder } from '../names'
import { workSpan } from '../step-span'
import type { ActionView } from './action'
import type { DoneWhenRow } from './done-when'
import { doneWhen } from './done-when'
import type { EvidenceLine, OutputLine } from './step-record'
import { evidenceOf, outputOf } from './step-record'
import type { StatusKind } from './step-words'
import { stepWord, waitWords } from './step-words'
import type { WhereView } from './where'
import { whereOf } from './where'

export interface CommandView {
  system: string
  text: string
  /** Null until an attempt was intended. */
  status: CommandState['status'] | null
  requestId: string | null
}

export interface FocusView {
  key: string
  number: string
  title: string
  note: string | null
  status: StatusKind
  word: string
  purpose: string
  owner: string
  where: WhereView[]
  waits: string[]
  /** Null: the step runs nothing. */
  commands: CommandView[] | null
  /** What the commands still wait for, when they cannot be resolved yet. */
  unresolved: string | null
  instructions: string | null
  time: {
    startedAt: string | null
    endedAt: string | null
    /** Since when it may be in the world by other hands than this run's, though nothing here has started. */
    otherHands: string | null
    p50: number
    p95: number
    timeout: number
    source: string
  } | null
  wayBack: Step['wayBack'] | null
  rollback: string | null
  ifFails: string | null
  failure: string | null
  doneWhenTitle: string
  doneWhen: DoneWhenRow[]
  output: { attempt: number; lines: OutputLine[] } | null
  evidence: EvidenceLine[]
  actions: ActionView[]
}

/** What everybody reads of a row. What may be done there is for each who looks. */
export type SharedFocus = Omit<FocusView, 'actions'>

export function stepFocus(input: IncidentInput, run: RunState | null, runbook: Runbook, step: Step): SharedFocus {
  const { environment } = input
  const current = run === null ? null : stepOf(run, step.id)
  const scale = (milliseconds: number) => scaleTime(environment, milliseconds)
  return {
    key: `step:${step.id}`,
    number: step.id,
    title: step.title,
    note: criticalNote(runbook, step),
    ...stepWord(input, run, runbook, step),
    purpose: step.purpose,
    owner: dutyAndHolder(input, step.duty),
    where: whereOf(environment, step),
    waits: current === null || current.status === 'pending' ? waitWords(input, run, runbook, step) : [],
    ...commandsOf(input, run, step),
    instructions: step.instructions ?? null,
    time: {
      ...(current === null ? { startedAt: null, endedAt: null } : workSpan(current)),
      otherHands: current?.otherHands?.at ?? null,
      p50: scale(step.expected.p50),
      p95: scale(step.expected.p95),
      timeout: scale(step.timeout),
      source: step.expected.source,
    },
    wayBack: step.wayBack,
    rollback: step.rollback,
    ifFails: step.ifFails,
    failure: failureWords(current),
    doneWhenTitle: 'Done when',
    doneWhen: doneWhen(input, run, step),
    output: current === null ? null : outputOf(input, current),
    evidence: run === null || current === null ? [] : evidenceOf(input, run, current),
  }
}

/** Why it failed, or what of its proof is gone since it was done. */
function failureWords(current: StepState | null): string | null {
  if (current?.failure != null) return `${current.failure.code}: ${current.failure.message}`
  return current?.proof == null || current.proof.verdict === 'met' ? null : current.proof.reason
}

function commandsOf(
  input: IncidentInput,
  run: RunState | null,
  step: Step,
): Pick<FocusView, 'commands' | 'unresolved'> {
  if (step.commands.length === 0 || isManual(step)) return { commands: null, unresolved: null }
  const attempted = run === null ? undefined : stepOf(run, step.id).attempts.findLast((one) => one.kind === 'act')
  // What was sent is shown as it was sent, whatever it would resolve to now.
  if (attempted !== undefined && attempted.commands.length > 0)
    return {
      unresolved: null,
      commands: attempted.commands.map((command) => ({
        system: step.commands[command.index]?.system ?? '',
        text: command.text,
        status: command.status,
        requestId: command.requestId,
      })),
    }
  const commands: CommandView[] = []
  for (const command of step.commands) {
    const resolved = resolveCommand(input.plan, input.environment, command, bindingsOf(input.plan, input.state, run))
    if (!resolved.ok) return { commands: [], unresolved: resolved.message }
    commands.push({ system: command.system, text: resolved.value.text, status: null, requestId: null })
  }
  return { unresolved: null, commands }
}

function criticalNote(runbook: Runbook, step: Step): string | null {
  const tier = runbook.steps.flatMap((one) => one.proves)[0]
  const path = tier === undefined ? null : criticalPath(runbook, tier, 'p50')
  const here = path?.steps.find(({ id }) => id === step.id)
  if (path === null || here === undefined || path.milliseconds === 0) return null
  return `critical path, ${Math.round((100 * here.milliseconds) / path.milliseconds)} % of ${path.tier} recovery`
}
