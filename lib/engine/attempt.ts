import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { resolveStep } from '@/lib/domain/run/resolve-step'
import type { AttemptState, CommandState, IncidentState, RunState } from '@/lib/domain/run/state'
import { currentAttempt, stepOf } from '@/lib/domain/run/state'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { AttemptsSeen } from './attempts-seen'
import type { Clock, ExecutorContext, IncidentJournal, PinnedIncident, Ports } from './ports'
import { timing } from './timing'
import type { Wire } from './wire'

/** One step in this worker's hands, with what it needs to act and to report. */
export interface Hands {
  ports: Ports
  journal: IncidentJournal
  runId: string
  step: Step
  /** Ends the act: abort, take-over, a lost lease. What was sent is still observed. */
  signal: AbortSignal
  wire: Wire
  seen: AttemptsSeen
}

export interface OpenAttempt {
  incident: PinnedIncident
  run: RunState
  attempt: AttemptState
}

export function runIn(state: IncidentState, runId: string): RunState {
  const run = state.runs.find((candidate) => candidate.id === runId)
  if (run === undefined) throw new Error(`run ${runId} is not in the stream`)
  return run
}

/** The step's open attempt, or null once it ended or a person took the step over. */
export async function loadAttempt(hands: Hands): Promise<OpenAttempt | null> {
  return openIn(hands, await hands.journal.load())
}

export function openIn(hands: Hands, incident: PinnedIncident): OpenAttempt | null {
  const run = runIn(incident.state, hands.runId)
  const attempt = currentAttempt(stepOf(run, hands.step.id))
  return attempt === null ? null : { incident, run, attempt }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** What an attempt says of itself, without saying which it is. */
export type Word = DistributiveOmit<
  Extract<WorkerCommand, { step: string; attempt: number }>,
  'runId' | 'step' | 'attempt'
>

/** Reports on the attempt, in one transaction. False when it is no longer open: then there is nothing left to say. */
export async function report(hands: Hands, attempt: number, ...words: readonly Word[]): Promise<boolean> {
  const of = { runId: hands.runId, step: hands.step.id, attempt }
  const recorded = await hands.journal.record(...words.map((word) => ({ ...word, ...of }) as WorkerCommand))
  return recorded.ok
}

/** The step's commands as they resolve now. Intents name them by index; undo and observation act on the same. */
export function commandsOf(hands: Hands, incident: PinnedIncident, run: RunState): ResolvedCommand[] {
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, hands.step)
  if (!resolved.ok) throw new Error(`${hands.step.id} was intended but does not resolve: ${resolved.problem}`)
  return resolved.commands
}

export function idempotencyKey(hands: Hands, index: number): string {
  return `${hands.runId}/${hands.step.id}/${index}`
}

export function executorContext(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  signal: AbortSignal,
): ExecutorContext {
  const binding = incident.environment.systems[command.system]
  if (binding === undefined) throw new Error(`the environment binds no system ${command.system}`)
  const run = runIn(incident.state, hands.runId)
  return {
    binding,
    environment: incident.environment,
    secret: hands.ports.secret,
    signal,
    generation: stepOf(run, hands.step.id).generation,
    since: run.started.at,
    now: () => hands.ports.clock.now(),
  }
}

/** Whether a command's outcome still has to be found out. */
export function isOpen(command: CommandState): boolean {
  return command.status === 'intended' || command.status === 'in-doubt' || command.status === 'unknown'
}

/** When nothing of the attempt can arrive at a target any more, nor come to light there; on the database's clock. */
export function quietAt(attempt: AttemptState): number {
  return Date.parse(attempt.quietAt)
}

/** What it takes to know that time has passed. */
export type Counting = { ports: { clock: Pick<Clock, 'earliest' | 'evenSince'> } } & Pick<Hands, 'seen'>

/**
 * Whether it is certain that nothing of the attempt can arrive any more. Where the database's clock was set since the
 * intent, or this process has not known it since then, the span is counted from where it is known; where it was set
 * back, so that the intent lies ahead, by this process's own clock.
 */
export function isQuiet({ ports: { clock }, seen }: Counting, step: string, attempt: AttemptState): boolean {
  const intended = Date.parse(attempt.intended.at)
  const span = quietAt(attempt) - intended
  if (liesAhead(clock, attempt)) return seen.knownFor(step, attempt, intended) >= span
  const since = clock.evenSince()
  return clock.earliest() >= Math.max(quietAt(attempt), since > intended ? since + span : 0)
}

/** An intent is never dated before the entries it follows: it lies ahead of a clock that was set back. */
export function liesAhead(clock: Pick<Clock, 'earliest'>, { intended }: AttemptState): boolean {
  return Date.parse(intended.at) > clock.earliest() + timing.clockError
}

/** How long after `sendBefore` something of these commands may still arrive, or come to light. */
export function quietAfter({ ports }: Hands, commands: readonly { action: string }[]): number {
  const hides = commands.map(({ action }) => ports.registry.action(action).hidesFor)
  return timing.requestDeadline + timing.clockError + Math.max(0, ...hides)
}
