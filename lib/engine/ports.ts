import type { Mark } from '@/lib/domain/run/mark'
import type { Facts, ReadingSample, ResolvedCommand, ResolvedReading } from '@/lib/domain/system/resolved'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import type { Refusal } from '@/lib/domain/errors'
import type { Effect } from '@/lib/domain/run/events/facts'
import type { WatchedEnvironment } from '@/lib/domain/posture/asked-readings'
import type { Asking } from '@/lib/domain/posture/question'
import type { LatestReadings, TakenReading } from '@/lib/domain/posture/sample'
import type { ServingNews } from '@/lib/domain/posture/serving-news'
import type { Binding } from '@/lib/domain/system/binding'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Contacts, NoticeWay } from '@/lib/domain/plan/schema/notice'
import type { NoticeText } from '@/lib/domain/run/notice-text'
import type { IncidentState } from '@/lib/domain/run/state'
import type { RegisteredStop } from '@/lib/domain/run/stop-register'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { HeldLease, Leases } from './lease-ports'

export type { HeldLease, LeaseLook, Leases } from './lease-ports'

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
    /** How long the target asks to be left alone, where it says so. */
    readonly retryAfterMilliseconds: number | null = null,
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
  /**
   * How often a person asked for the step again. What is said stays said whoever asks; only an act that is meant to
   * happen once more, such as a restart, tells the generations apart.
   */
  generation?: number
  /** Nothing of the command can be in the world from before: where its run began. */
  since?: string
  /** Milliseconds since the epoch by the database's clock: what ages are taken by. The machine's own may be wrong. */
  now(): number
}

export interface SendContext extends ExecutorContext {
  /** The same for every try of this command in this run: `RUN/STEP/COMMAND`; passed on where the target takes one. */
  idempotencyKey: string
  /** The request's own deadline in milliseconds from now; the executor must not wait longer for a reply. */
  deadlineMilliseconds: number
  /**
   * The last thing before the first byte of a request that changes something, connected and signed in: rejects where it
   * may not leave any more. Once it has left, only its deadline ends it, not the signal.
   */
  leave(): Promise<void>
}

export interface Observation {
  /**
   * absent: nothing of it is done or under way, so sending is safe. partial: some of it, not all; sending again
   * completes it. unknown: cannot be told.
   */
  effect: Effect
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
export type ActionExecutor = Acting & (WayBack | { undo?: undefined; undone?: undefined })

interface Acting {
  kind: string
  /** How long the target may hide a request that it has accepted from whoever looks, milliseconds. */
  hidesFor: number
  /** A look cannot tell whether it was done, and says absent since the same may be asked again at any time. */
  blind?: true
  /** Reads only. Says whether the command's effect is in the world. Throws ExecutorError. */
  observe(command: ResolvedCommand, context: ExecutorContext & { idempotencyKey: string }): Promise<Observation>
  /** What undo needs to know of the world before the act. Reads only; kept in the intent. */
  before?(command: ResolvedCommand, context: ExecutorContext): Promise<Facts>
  /** Leaves alone what is so already: sent again after a part of it was done, it does the rest and doubles nothing. */
  execute(command: ResolvedCommand, context: SendContext): Promise<Receipt>
}

/** What can be undone can be seen to be undone: a call that returned proves neither. */
interface WayBack {
  /** Restores what `before` saw, and leaves alone what is so already. */
  undo(command: ResolvedCommand, before: Facts, context: SendContext): Promise<Receipt>
  /**
   * Reads only. What is left of the effect: absent once every target is as `before` saw it, or carries its correction;
   * partial when only some are; in-progress while it is on its way back.
   */
  undone(
    command: ResolvedCommand,
    before: Facts,
    context: ExecutorContext & { idempotencyKey: string },
  ): Promise<Observation>
}

/** The eyes for one kind of reading. Throws ExecutorError when there is no answer: the reading is then UNKNOWN. */
export interface ReadingExecutor {
  kind: string
  read(reading: ResolvedReading, context: ExecutorContext): Promise<ReadingSample>
}

/** What is said to one person, and where. */
export interface Notice extends NoticeText {
  address: string
  /** An earlier try of the same may have arrived. */
  perhapsTwice: boolean
}

/** One way of telling a person. Throws ExecutorError; the receipt's `requestId` is the provider's id of what was sent. */
export interface NoticeExecutor {
  way: NoticeWay
  send(notice: Notice, context: SendContext): Promise<Receipt>
}

export interface ExecutorRegistry {
  action(kind: string): ActionExecutor
  notice(way: NoticeWay): NoticeExecutor
  reading(kind: string): ReadingExecutor
}

export interface Clock {
  /** The database's clock as this process best knows it, milliseconds since the epoch. */
  now(): number
  /** The least that the database's clock shows now: what is over by it is over. */
  earliest(): number
  /** Since when that clock has run evenly as far as this process knows; before it no span of time is certain. */
  evenSince(): number
  /** Monotonic milliseconds, for waits and for `sendBefore`. */
  monotonic(): number
  /** This machine's own clock, milliseconds since the epoch: never for records. It tells of a pause of the whole machine. */
  wall(): number
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Calls `ring` once after this many monotonic milliseconds, unless the returned function was called before. */
  timer(milliseconds: number, ring: () => void): () => void
}

/** An incident with the plan and environment it is pinned to. */
export interface PinnedIncident extends Asking {
  state: IncidentState
}

export type Recorded = { ok: true; state: IncidentState } | { ok: false; refusal: Refusal; state: IncidentState | null }

/** The stream of the one incident this worker holds the lease of. */
export interface IncidentStream {
  load(): Promise<PinnedIncident>
  /**
   * Decides and appends under the lease's token, all groups in one transaction: of each every command on what was left
   * by then, up to the first that is refused; an Error for a group that alone cannot be written. Throws LeaseLost.
   */
  recordEach(groups: readonly (readonly WorkerCommand[])[]): Promise<(Recorded | Error)[]>
  /** Asked as the last thing before a request leaves: what the database says of this moment and of this intent. */
  standing(intent: Pick<Mark, 'sequence' | 'at'>): Promise<Standing>
  /** Current roles, as a decision would read them. */
  roles(): Promise<RolesOf>
  /** Where the person is told, as the directory says. */
  contacts(person: string): Promise<Contacts>
}

/** The stream as those who work on the incident side by side write to it. */
export interface IncidentJournal extends Omit<IncidentStream, 'recordEach'> {
  /** As one group, in the order of the calls. */
  record(...commands: readonly WorkerCommand[]): Promise<Recorded>
}

export interface Standing {
  /** The database's clock when it answered, milliseconds since the epoch. */
  at: number
  /** Whether this worker's token is the newest of the stream. */
  held: boolean
  /** Milliseconds its lease lasts on that clock; 0 or less: it has run out, and anybody may take it at any moment. */
  leaseLeft: number
  /** Whether the journal holds the intent: a standby that took over may not have heard of it. */
  stands: boolean
  /** The stops that were ever registered for it, whether or not they have their entry. */
  stops: readonly Pick<RegisteredStop, 'id' | 'runId'>[]
}

/** The worker's right to act was taken over or ran out. Everything under it stops; nothing more is recorded. */
export class LeaseLost extends Error {
  constructor(readonly key: string) {
    super(`the lease ${key} is no longer held`)
    this.name = 'LeaseLost'
  }
}

/** What there is to claim. */
export interface Claims {
  /** The open incidents. */
  open: string[]
  /** Workers that were seen a moment ago, this one among them. */
  workers: number
}

export interface Readings {
  /** The newest answers to what these versions ask, and to nothing else. */
  latest(asking: Asking): Promise<LatestReadings>
  /** Keeps readings that were taken together, together: nobody sees one of them without the others. */
  save(planKey: string, environment: string, ...readings: TakenReading[]): Promise<void>
  /** Drops what is older than anybody looks back; the newest of each reading stays. */
  prune(): Promise<void>
}

/** What the stream of an environment holds of where it runs. Appends count only while the readings' lease is held. */
export interface ServingJournal {
  /** Records what differs from the newest entry of its promotion boundary. Throws LeaseLost. */
  record(planKey: string, environment: string, news: readonly ServingNews[], lease: HeldLease): Promise<void>
}

/** Where incidents and environments are found, and what wakes a sleeping worker. */
export interface Desk {
  claims(): Promise<Claims>
  environments(): Promise<WatchedEnvironment[]>
  incident(incidentId: string, lease: HeldLease): IncidentStream
  /** Calls back when the incident's stream has moved, at the latest 500 ms later. */
  onMove(incidentId: string, callback: () => void): () => void
}

/** Named places where a test kills or stops the worker; nothing in production. */
export type CrashPoint =
  | 'before-intent'
  | 'after-intent'
  | 'before-send'
  | 'after-reply'
  | 'after-accepted'
  | 'while-verifying'
  | 'before-success'
  | 'after-success'

export interface Ports {
  clock: Clock
  registry: ExecutorRegistry
  readings: Readings
  desk: Desk
  serving: ServingJournal
  leases: Leases
  secret(reference: string): Promise<string>
  /** Where people reach the console, for links. */
  consoleUrl: string
  reach(point: CrashPoint, step: string): Promise<void>
  /** For what no person can act on: written to the log, never the only trace of anything. */
  note(message: string, facts: Readonly<Record<string, unknown>>): void
}
