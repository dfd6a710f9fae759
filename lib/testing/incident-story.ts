import type { Actor } from '@/lib/domain/access/actor'
import type { Role } from '@/lib/domain/access/roles'
import { measureLoss } from '@/lib/domain/posture/measure-loss'
import type { LatestReading } from '@/lib/domain/posture/sample'
import type { PersonCommand } from '@/lib/domain/run/commands'
import { decide } from '@/lib/domain/run/decide/decide'
import type { IncidentCommand } from '@/lib/domain/run/decide/decide'
import type { DecideContext, Decision } from '@/lib/domain/run/decide/decision'
import type { IncidentEvent, RecordedEvent } from '@/lib/domain/run/events/event'
import type { Mode } from '@/lib/domain/run/events/incident-events'
import { project } from '@/lib/domain/run/project/project'
import type { IncidentState } from '@/lib/domain/run/state'
import { currentRun, stepOf } from '@/lib/domain/run/state'
import type { AlertCommand, WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { IncidentInput, Person, Viewer } from '@/lib/domain/view/incident-input'
import { frozenDirectory } from './read-frozen-directory'
import { proofsRead } from './proofs-read'
import { frozenPlan, type FrozenPlan } from './read-frozen-plan'

/**
 * An incident told by what people and workers do, through the real `decide` and `project`: a history no console could
 * have written cannot be told. Times are UTC times of one day, `02:47:53`.
 */
export class IncidentStory {
  readonly plan
  readonly environment
  readonly persons: Readonly<Record<string, Person>>
  readonly readings: Record<string, LatestReading> = {}
  readonly events: RecordedEvent[] = []
  state: IncidentState
  private time = '02:44:10.000'
  private readonly granted = new Map<string, readonly Role[]>()

  constructor(mode: Mode = 'live', { plan, planHash, environment, environmentHash }: FrozenPlan = frozenPlan()) {
    const directory = frozenDirectory()
    this.plan = plan
    this.environment = environment
    this.persons = Object.fromEntries(
      directory.persons.map(({ id, name, title, roles }) => [id, { id, name, title, roles }]),
    )
    const proposed = this.record(
      {
        type: 'incident.proposed',
        payload: {
          incidentId: 'i-2041',
          number: 2041,
          plan: { key: plan.key, hash: planHash },
          environment: { name: environment.name, hash: environmentHash },
          mode,
          title: 'us-east-1 region failure',
          alert: null,
        },
      },
      { kind: 'console', part: 'alerts' },
      0,
    )
    this.state = this.fold(null, [proposed])
    for (const person of directory.persons)
      for (const duty of person.duties) this.by('mara-okafor', { type: 'assign-duty', duty, person: person.id })
  }

  /** The same moment, to be told on from without touching this one. */
  copy(): IncidentStory {
    const copy: IncidentStory = Object.create(IncidentStory.prototype)
    return Object.assign(copy, this, {
      events: [...this.events],
      readings: { ...this.readings },
      granted: new Map(this.granted),
    })
  }

  at(time: string): this {
    this.time = time.length === 8 ? `${time}.000` : time
    return this
  }

  now(): string {
    return `2026-11-19T${this.time}Z`
  }

  /** A person's command; throws when it is refused. */
  by(person: string, command: PersonCommand): this {
    return this.command(command, { kind: 'person', person, account: person })
  }

  worker(command: WorkerCommand): this {
    return this.command(command, { kind: 'worker', worker: 'w-2', token: 1 })
  }

  alert(command: AlertCommand): this {
    return this.command(command, { kind: 'alert-source', source: command.source })
  }

  runId(): string {
    return currentRun(this.state)?.id ?? ''
  }

  /** Intent, acceptance and a met expectation for a step. */
  starts(step: string): this {
    return this.worker({
      type: 'intend-step',
      runId: this.runId(),
      step,
      kind: 'act',
      before: {},
      ...proofsRead(this, step),
      sendWithinMilliseconds: 5_000,
    })
  }

  attempt(step: string): { runId: string; step: string; attempt: number } {
    const run = currentRun(this.state)
    return { runId: this.runId(), step, attempt: run === null ? 0 : stepOf(run, step).attempts.length }
  }

  accepts(step: string, outputs: Readonly<Record<string, string>> = {}): this {
    const of = this.attempt(step)
    const run = currentRun(this.state)
    const commands = run === null ? [] : (stepOf(run, step).attempts.at(-1)?.commands ?? [])
    for (const { index } of commands)
      this.worker({ type: 'accept-command', ...of, command: index, requestId: `5f0c19aa-${index}`, facts: {}, outputs })
    return this
  }

  /** A look finds every command's target as it was before. */
  isBack(step: string): this {
    const of = this.attempt(step)
    const run = currentRun(this.state)
    const commands = run === null ? [] : (stepOf(run, step).attempts.at(-1)?.commands ?? [])
    const seen = { effect: 'absent', facts: {}, outputs: {}, detail: 'as before' } as const
    for (const { index } of commands) this.worker({ type: 'observe-command', ...of, command: index, ...seen })
    return this
  }

  judges(step: string, predicate: number, verdict: 'met' | 'unmet' | 'unknown', value: string | boolean = true): this {
    const rule = this.plan.runbooks[0]?.steps.find(({ id }) => id === step)?.expect[predicate]
    const unknown = verdict === 'unknown'
    const fact = {
      reading: rule?.reading ?? '',
      value: unknown ? null : value,
      observedAt: unknown ? null : this.now(),
      source: 'test',
      unknown: unknown ? 'no reply' : null,
    }
    return this.worker({ type: 'judge-predicates', ...this.attempt(step), judged: [{ predicate, verdict, fact }] })
  }

  succeeds(step: string, outputs: Readonly<Record<string, string>> = {}): this {
    const expect = this.plan.runbooks[0]?.steps.find(({ id }) => id === step)?.expect ?? []
    expect.forEach((_, index) => this.judges(step, index, 'met'))
    return this.worker({ type: 'succeed-step', ...this.attempt(step), outputs })
  }

  does(step: string, outputs: Readonly<Record<string, string>> = {}): this {
    return this.starts(step).accepts(step, outputs).succeeds(step, outputs)
  }

  reads(
    reading: string,
    fields: Readonly<Record<string, string | number | boolean | null>>,
    observedAt = this.now(),
  ): this {
    this.readings[reading] = { reading, observedAt, receivedAt: this.now(), fields, error: null, source: reading }
    return this
  }

  cannotRead(reading: string, error: string): this {
    const last = this.readings[reading]
    const base = last ?? { reading, observedAt: null, fields: null, source: reading }
    this.readings[reading] = { ...base, receivedAt: this.now(), error }
    return this
  }

  input(): IncidentInput {
    return {
      state: this.state,
      plan: this.plan,
      environment: this.environment,
      readings: { ...this.readings },
      records: [],
      persons: Object.fromEntries(
        Object.values(this.persons).map((one) => [one.id, { ...one, roles: this.rolesOf(one.id) }]),
      ),
      presence: Object.values(this.state.duties).map((person) => ({
        person,
        seenAt: this.now(),
        incident: this.state.id,
      })),
      now: this.now(),
    }
  }

  viewer(person: string): Viewer {
    const known = this.persons[person]
    return { person, name: known?.name ?? person, roles: this.rolesOf(person) }
  }

  /** From now on the person has these roles only; empty: disabled. */
  grants(person: string, roles: readonly Role[]): this {
    this.granted.set(person, roles)
    return this
  }

  rolesOf(person: string): readonly Role[] {
    return this.granted.get(person) ?? this.persons[person]?.roles ?? []
  }

  /** What would be decided now; nothing is recorded. */
  ask(command: IncidentCommand, actor: Actor, changes: Partial<DecideContext> = {}): Decision {
    const rolesOf = (person: string) => this.rolesOf(person)
    const rule = this.plan.runbooks[0]?.loss ?? null
    const loss = rule === null ? null : measureLoss(rule, this.readings, this.now())
    const { plan, environment } = this
    return decide(this.state, command, { actor, now: this.now(), plan, environment, rolesOf, loss, ...changes })
  }

  /** Decides and records; throws when it is refused. */
  command(command: IncidentCommand, actor: Actor): this {
    const decision = this.ask(command, actor)
    if (!decision.ok)
      throw new Error(
        `${command.type} refused: ${decision.refusal.message} ${decision.refusal.missing?.join('; ') ?? ''}`,
      )
    return this.tell(decision.events, actor)
  }

  /** Records events as they are, decided or not. */
  tell(events: readonly IncidentEvent[], actor: Actor): this {
    for (const event of events) this.state = this.fold(this.state, [this.record(event, actor, this.state.sequence)])
    return this
  }

  private record(event: IncidentEvent, actor: Actor, after: number): RecordedEvent {
    const recorded: RecordedEvent = { ...event, sequence: after + 1, at: this.now(), actor }
    this.events.push(recorded)
    return recorded
  }

  private fold(state: IncidentState | null, events: RecordedEvent[]): IncidentState {
    const next = project(state, events)
    if (next === null) throw new Error('nothing happened')
    return next
  }
}
