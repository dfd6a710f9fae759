import { gives } from '@/lib/domain/run/approval'
import type { RecordedEvent } from '@/lib/domain/run/events/event'
import { project } from '@/lib/domain/run/project/project'
import {
  currentAttempt,
  currentRun,
  isLive,
  stepOf,
  type AttemptState,
  type IncidentState,
  type StepState,
} from '@/lib/domain/run/state'
import type { RegisteredStop } from '@/lib/domain/run/stop-register'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { timing } from '@/lib/engine/timing'
import type { Machine } from './machine'
import type { ModelDatabase } from './model-database'
import { streamIn, streamKey, type Stream } from './model-journal'
import { stepIn, untouched, type Outside } from './outside'
import { leaseOf } from './worker-ports'

/** Milliseconds within which the answer to a last question leads to its request. */
const answered = 50
/** No story of a few minutes has as many; what goes round in circles soon has. */
const mostEntries = 3_000

/** A request that left, with what the journal said of it then. */
interface Departure {
  runId: string
  step: string
  kind: 'act' | 'undo'
  attempt: number
  generation: number
  /** When its run was started: one that was lost whole leaves its number to another. */
  began: string
}

/**
 * Judges from outside: what really left and arrived against what the journal holds. It knows true time, and asks the
 * product nothing.
 */
export class Referee {
  readonly violations: string[] = []
  private departures: (Departure & { at: number })[] = []
  private seen = 0
  private readonly stops: (RegisteredStop & { told: number })[] = []
  /** Every intent that was ever committed, lost or not. */
  private readonly intents = new Set<string>()
  /** When each was committed, by true time. */
  private readonly intendedAt = new Map<string, number>()
  private readonly effects = new Map<string, number>()
  /** How the world was when each run began, by its id; null: it moved, and nothing is known of it. */
  private readonly starts = new Map<string, ReadonlyMap<string, string | null>>()

  constructor(
    private readonly database: ModelDatabase,
    private readonly outside: Outside,
    private readonly incident: string,
    private readonly plan: Plan,
  ) {
    outside.onArrival((arrival) => this.arrived(arrival.target, arrival.step, arrival.kind, arrival.leftAt))
    database.onCommit((keys) => {
      if (keys.includes(streamKey(incident))) this.read()
    })
  }

  private say(words: string): void {
    this.violations.push(`${(this.database.scheduler.now / 1000).toFixed(3)} s: ${words}`)
  }

  private stream(): Stream {
    return streamIn(this.database, this.incident)
  }

  /** Called as the first byte of a change leaves a worker. */
  left(step: string, kind: 'act' | 'undo', machine: Machine): void {
    const run = currentRun(this.stream().state)
    const attempt = run === null ? null : currentAttempt(stepOf(run, step))
    if (run === null || attempt === null || attempt.kind !== kind)
      // A server that lost its last commits may have lost the intent of what is on its way.
      return this.intents.has(`${step} ${kind} ${machine.name}`) && this.database.lostCommits
        ? undefined
        : this.say(`${machine.name} sent ${kind} of ${step} without an intent that stands`)
    const now = this.database.now()
    // What was asked a moment before the clock was set was told by the clock as it was.
    const set = this.database.scheduler.now - this.database.clockSetAt < answered
    if (!set && now > Date.parse(attempt.sendBefore) + 5)
      this.say(`${machine.name} sent ${kind} of ${step} ${now - Date.parse(attempt.sendBefore)} ms after sendBefore`)
    // By true time as well: a clock that was set is no excuse.
    const late = this.database.scheduler.now - (this.intendedAt.get(`${run.id} ${step} ${attempt.number}`) ?? 0)
    if (late > timing.sendWithin + timing.clockError + 5)
      this.say(`${machine.name} sent ${kind} of ${step} ${Math.round(late)} ms after its intent`)
    const token = attempt.intended.by.kind === 'worker' ? attempt.intended.by.token : null
    const newest = leaseOf(this.database, `incident:${this.incident}`)?.token
    const holder = leaseOf(this.database, `incident:${this.incident}`)?.holder
    const unheard = this.stops.find(({ runId, id }) => runId === run.id && !run.stopsHeard.includes(id))
    if (unheard !== undefined && this.database.scheduler.now - unheard.told > 50 && !this.database.lostCommits)
      this.say(`${machine.name} sent ${kind} of ${step} after an abort was on record`)
    if (token !== newest || holder !== machine.name)
      this.say(`${machine.name} sent ${kind} of ${step} under token ${token}, the newest is ${newest} of ${holder}`)
    this.departures.push({
      runId: run.id,
      step,
      kind,
      attempt: attempt.number,
      generation: this.database.generation,
      began: run.started.at,
      at: this.database.scheduler.now,
    })
  }

  private arrived(target: string, step: string, kind: 'act' | 'undo', leftAt: number): void {
    const departure = this.departures.find((one) => one.at === leftAt && one.step === step && one.kind === kind)
    if (departure === undefined) return
    const run = this.stream().state.runs.find(({ id }) => id === departure.runId)
    const attempt = run === undefined ? undefined : stepOf(run, step).attempts[departure.attempt - 1]
    if (attempt !== undefined && givenUp(attempt))
      this.say(`${kind} of ${target} arrived after attempt ${attempt.number} had ended ${attempt.ended?.outcome ?? ''}`)
    if (kind !== 'act') return
    const key = `${departure.runId} of ${departure.began} ${target} attempt ${departure.attempt}`
    this.effects.set(key, (this.effects.get(key) ?? 0) + 1)
    if (this.effects.get(key) === 2) this.say(`${key} had its effect twice`)
  }

  private read(): void {
    const { entries } = this.stream()
    if (entries.length > mostEntries && this.violations.length === 0) this.say('the journal grows without an end')
    // After a failover the journal may be shorter than what was read of it.
    for (const entry of entries.slice(Math.min(this.seen, this.known(entries)))) this.judge(entry)
    this.last = entries
    this.seen = entries.length
  }

  private last: readonly RecordedEvent[] = []

  /** How many of the entries were read before. */
  private known(entries: readonly RecordedEvent[]): number {
    const differs = entries.findIndex((entry, index) => this.last[index] !== entry)
    return differs === -1 ? entries.length : differs
  }

  private judge(event: RecordedEvent): void {
    const { state } = this.stream()
    if (event.type === 'step.intended')
      this.intendedAt.set(
        `${event.payload.runId} ${event.payload.step} ${event.payload.attempt}`,
        this.database.scheduler.now,
      )
    if (event.type === 'step.intended' && event.actor.kind === 'worker')
      this.intents.add(`${event.payload.step} ${event.payload.kind} ${event.actor.worker}`)
    if (event.type === 'run.started')
      this.starts.set(
        event.payload.runId,
        new Map(this.outside.targets().map((t) => [t, this.outside.moving(t) ? null : this.outside.value(t)])),
      )
    if (event.type === 'run.rolledBack' || event.type === 'run.rollbackStopped') this.judgeEnd(event, state)
    if (event.type === 'step.undone') {
      const { step, runId } = event.payload
      const line = this.lineOf()
      const promoted = this.changedSince(runId, `${line}/`)
      const fences = this.plan.runbooks[0]?.steps.find(({ id }) => id === line)?.after ?? []
      if (promoted.length > 0 && fences.includes(step))
        this.say(`#${event.sequence} takes ${step} back although ${line} took effect: two places take writes`)
      const left = this.changedSince(runId, `${step}/`)
      if (left.length > 0) this.say(`#${event.sequence} says ${step} is undone, and ${left.join(', ')} is not`)
    }
    if (event.type === 'step.intended' && event.payload.kind === 'act') {
      const { step } = event.payload
      const run = currentRun(state)
      const runbook = this.plan.runbooks.find(({ id }) => id === run?.runbook)
      const destructive = runbook?.steps.find(({ id }) => id === step)?.destructive === true
      if (!destructive || run === null || event.payload.commands.length === 0) return
      // Where all of it is there already nothing is sent, and nobody is asked.
      const targets = this.outside.targets().filter((t) => t.startsWith(`${step}/`))
      if (targets.every((t) => this.outside.value(t) !== untouched || this.outside.moving(t))) return
      const consents = Object.values(state.requests).filter(
        (request) =>
          request.runId === run.id &&
          request.content.steps.some((covered) => covered.step === step) &&
          new Set(
            request.answers
              .filter((answer) => gives(answer) && answer.sequence < event.sequence)
              .map(({ person }) => person),
          ).size >= 2 &&
          (request.ended === null || request.ended.sequence > event.sequence),
      )
      if (consents.length === 0) this.say(`#${event.sequence} intends ${step} without two standing consents`)
    }
  }

  private lineOf(): string {
    return this.plan.runbooks[0]?.pointOfNoReturn ?? ''
  }

  /** A run that is over names what it leaves: nothing where it is rolled back. */
  private judgeEnd(event: RecordedEvent & { type: 'run.rolledBack' | 'run.rollbackStopped' }, state: IncidentState) {
    const { runId } = event.payload
    const run = state.runs.find(({ id }) => id === runId)
    if (run === undefined) return
    const named = event.type === 'run.rollbackStopped' ? event.payload.left : []
    const left = this.changedSince(runId).filter(
      (t) => !named.includes(stepIn(t)) && !isLeftByPerson(stepOf(run, stepIn(t))),
    )
    // It says itself that it does not know what is left.
    if (left.length === 0 || run.endedUnlooked) return
    const promoted = left.some((t) => stepIn(t) === this.lineOf()) ? ', which has no way back' : ''
    const said = named.length === 0 ? 'rolled back' : `stopped and leaves ${named.join(', ')}`
    this.say(`#${event.sequence} says the run is ${said}, and ${left.join(', ')} is not as before${promoted}`)
  }

  /** The targets whose names begin with `prefix` that are not as they were when the run began. */
  private changedSince(runId: string, prefix = ''): string[] {
    const { outside } = this
    const start = this.starts.get(runId)
    return outside.targets().filter((t) => {
      const then = start?.get(t) === undefined ? untouched : start.get(t)
      return t.startsWith(prefix) && then !== null && (outside.value(t) !== then || outside.moving(t))
    })
  }

  /** Somebody was told that their abort is on record. */
  registered(stop: RegisteredStop, asked: number): void {
    const took = this.database.scheduler.now - asked
    if (took > 2_000) this.say(`an abort was on record only after ${Math.round(took)} ms`)
    this.stops.push({ ...stop, told: this.database.scheduler.now })
  }

  /** After all has healed and people have had their way for long enough. */
  over(wanted: 'ended' | 'completed'): void {
    const { state, entries } = this.stream()
    const run = currentRun(state)
    if (run !== null && (wanted === 'ended' ? isLive(run) : run.status !== 'completed')) {
      const steps = Object.values(run.steps).map(({ id, status }) => `${id} ${status}`)
      this.say(`the run is not ${wanted}: ${run.status}, ${steps.join(', ')}`)
    }
    for (const { id, runId } of this.stops) {
      const of = state.runs.find((one) => one.id === runId)
      if (of !== undefined && isLive(of) && !of.stopsHeard.includes(id) && !this.database.lostCommits)
        this.say(`the abort ${id} was on record and has no entry`)
    }
    const folded = project(null, entries)
    if (JSON.stringify(folded) !== JSON.stringify(state)) this.say('the fold differs from what was kept')
  }
}

/** Somebody answers for what is left of it: its undo had failed, and they skipped it. */
function isLeftByPerson({ status, attempts }: StepState): boolean {
  return status === 'skipped' && attempts.at(-1)?.ended?.outcome === 'undo-failed'
}

function givenUp({ ended, commands }: AttemptState): boolean {
  if (ended === null) return false
  const takenOver = ended.mark.by.kind === 'person'
  const doubtful = commands.some(
    ({ status, unsettled }) => unsettled || status === 'in-doubt' || status === 'unknown' || status === 'intended',
  )
  // What a person took over, or failed in doubt, is known to be uncertain.
  return !takenOver && !(ended.outcome === 'failed' && doubtful) && ended.outcome !== 'undo-failed'
}
