import type { Facts, ReadingSample, ResolvedCommand, ResolvedReading } from '@/lib/domain/action/resolved'
import type { Binding, Environment } from '@/lib/domain/plan/schema/environment'

/**
 * What the engine needs of the world, and all it may know of it. Executors implement the first half, lib/db the second.
 */

/** Why a call did not give an answer. The engine's next move follows from `kind` alone. */
export type ExecutorFault =
  /** The target said no and changed nothing. */
  | 'refused'
  /** The target said not now and changed nothing: throttling, a lock, a rule that may lift. */
  | 'busy'
  /** The request certainly never reached the target: no connection, no name, no credentials to be had. */
  | 'unreachable'
  /** It may have reached the target: no reply, a broken reply, a deadline. Observe before anything else. */
  | 'in-doubt'
  /** Our own signal ended it. Treated as in doubt if it was already sent. */
  | 'aborted'

export class ExecutorError extends Error {
  constructor(
    readonly kind: ExecutorFault,
    /** The provider's error code, or ours. */
    readonly code: string,
    /** Safe to store and show: no secrets, no raw reply. */
    message: string,
    readonly requestId: string | null = null,
  ) {
    super(message)
    this.name = 'ExecutorError'
  }
}

export interface ExecutorContext {
  binding: Binding
  environment: Environment
  /** Fetches what a `file:` or `env:` reference stands for. The value goes nowhere but into the request. */
  secret(reference: string): Promise<string>
  signal: AbortSignal
}

export interface SendContext extends ExecutorContext {
  /** The same for every try of this command in this run: `RUN/STEP/COMMAND`; passed on where the target takes one. */
  idempotencyKey: string
  /** The request's own deadline in milliseconds from now; the executor must not wait longer for a reply. */
  deadlineMilliseconds: number
}

export interface Observation {
  /** absent: not done and not under way, so sending is safe. unknown: cannot be told. */
  effect: 'absent' | 'in-progress' | 'present' | 'unknown'
  facts: Facts
  outputs: Facts
  /** Why it is unknown, or what was seen, in words. */
  detail: string
}

export interface Receipt {
  /** The provider's request id. */
  requestId: string | null
  facts: Facts
  outputs: Facts
}

/** The hands for one kind of action. State-changing calls use one attempt: retry is the engine's. */
export interface ActionExecutor {
  kind: string
  /** Reads only. Says whether the command's effect is in the world. Throws ExecutorError. */
  observe(command: ResolvedCommand, context: ExecutorContext & { idempotencyKey: string }): Promise<Observation>
  /** What undo needs to know of the world before the act. Reads only; kept in the intent. */
  before?(command: ResolvedCommand, context: ExecutorContext): Promise<Facts>
  execute(command: ResolvedCommand, context: SendContext): Promise<Receipt>
  /** Restores what `before` saw. Absent for what cannot be undone. */
  undo?(command: ResolvedCommand, before: Facts, context: SendContext): Promise<Receipt>
}

/** The eyes for one kind of reading. Throws ExecutorError when there is no answer: the reading is then UNKNOWN. */
export interface ReadingExecutor {
  kind: string
  read(reading: ResolvedReading, context: ExecutorContext): Promise<ReadingSample>
}

export interface ExecutorRegistry {
  action(kind: string): ActionExecutor
  reading(kind: string): ReadingExecutor
}

export interface Clock {
  /** Milliseconds since the epoch, for records; the database's clock decides leases and deadlines. */
  now(): number
  /** Monotonic milliseconds, for waits and for `sendBefore`. */
  monotonic(): number
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}
