import type { RecordedEvent } from '@/lib/domain/run/events/event'
import { currentRun, isLive } from '@/lib/domain/run/state'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { runWorker } from '@/lib/engine/worker'
import { IncidentStory } from '@/lib/testing/incident-story'
import type { FrozenPlan } from '@/lib/testing/read-frozen-plan'
import { Seeded } from '@/lib/testing/seeded'
import { moves } from '@/lib/testing/ways-out/moves'
import { Crew } from './crew'
import { faultsOf, lostSendingOf, troubledFor, type Fault } from './faults'
import { habitsOf, steadfast } from './habits'
import { Machine } from './machine'
import { ModelDatabase } from './model-database'
import { headKey, streamIn, streamKey, type HeadRow, type Pinned, type Stream } from './model-journal'
import { calm, Outside } from './outside'
import type { Press } from './people'
import { Referee } from './referee'
import { Scheduler } from './scheduler'
import { failoverPlan } from './simulated-plan'
import { simulatedHands, type Leaves } from './simulated-hands'
import type { Weakness } from './weakness'
import { leaseOf, workerPorts } from './worker-ports'

export interface Simulated {
  seed: number
  faults: Fault[]
  violations: string[]
  /** What happened, for a person who looks for why. */
  log: string[]
  /** Things that happened in it. */
  happened: number
  entries: number
  outcome: string
  lookOvers: LookOvers
  /** How often the incident's lease was taken. */
  tokens: number
}

export interface SimulationOptions {
  plan?: FrozenPlan
  faults?: Fault[]
  workers?: number
  log?: boolean
  /** One promise broken on purpose. */
  weak?: Weakness
  /** True milliseconds after which the run has to be over once all has healed. */
  endsWithin?: number
}

/** What the look-overs of a world recorded; `first`: of its first run. */
export interface LookOvers {
  recorded: number
  found: number
  foundFirst: number
  /** That the one-way step took effect. */
  promoted: number
  promotedFirst: number
}

function lookOversIn(entries: readonly RecordedEvent[]): LookOvers {
  const recorded = entries.flatMap((entry) => (entry.type === 'run.lookedOver' ? [entry] : []))
  const first = entries.find(({ type }) => type === 'run.started')?.payload as { runId: string } | undefined
  const ofFirst = (these: typeof recorded) => these.filter(({ payload }) => payload.runId === first?.runId).length
  const promoted = recorded.filter((one) => entries[entries.indexOf(one) + 1]?.type === 'run.pointOfNoReturnCrossed')
  const found = recorded.filter((one) => one.payload.found.length > 0 || promoted.includes(one))
  return {
    recorded: recorded.length,
    found: found.length,
    foundFirst: ofFirst(found),
    promoted: promoted.length,
    promotedFirst: ofFirst(promoted),
  }
}

/** One world of one seed, from its first press to its last. The same seed and faults are the same story. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulated> {
  return new World(seed, options).run()
}

class World {
  private readonly chance: Seeded
  private readonly scheduler: Scheduler
  private readonly database: ModelDatabase
  private readonly outside: Outside
  private readonly referee: Referee
  private readonly sample: FrozenPlan
  private readonly incident: string
  private readonly pinned: Pinned
  private readonly faults: Fault[]
  private readonly workers: (Machine | null)[] = []
  /** Faults that wait for a change of theirs to leave. */
  private awaiting: Fault[]
  /** Whether the database loses its last commits around a sending in this world, and its crew has habits. */
  private readonly loses: boolean
  private readonly crew: Crew
  private readonly log: string[] = []

  constructor(
    private readonly seed: number,
    private readonly options: SimulationOptions,
  ) {
    this.chance = new Seeded(seed)
    const count = options.workers ?? this.chance.fork('workers').whole(1, 3)
    const kind = this.chance.fork('kind')
    this.loses = options.plan === undefined && kind.chance(0.4)
    this.faults = options.faults ?? this.drawFaults(count, kind)
    this.awaiting = this.faults.filter(({ once }) => once !== undefined)
    this.scheduler = new Scheduler(this.chance.fork('order'))
    this.database = new ModelDatabase(this.scheduler, this.chance.fork('database'))
    this.outside = new Outside(this.scheduler, this.chance.fork('outside'), options.weak)
    this.sample = options.plan ?? failoverPlan()
    const story = new IncidentStory('live', this.sample)
    story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'it is dark' })
    this.incident = story.state.id
    const stream: Stream = { state: story.state, entries: story.events }
    this.database.rows.set(streamKey(this.incident), stream)
    // Declared long before: what a server loses now is never that it had met the stream.
    const head: HeadRow = { token: 0, holder: '', server: this.database.instance }
    this.database.rows.set(headKey(incidentStream(this.incident)), head)
    const { plan, environment } = this.sample
    this.pinned = { plan, environment, rolesOf: (person) => story.rolesOf(person) }
    this.referee = new Referee(this.database, this.outside, this.incident, plan)
    this.database.onCommit((keys) => {
      if (keys.includes(streamKey(this.incident))) this.tellEntries()
    })
    const { database, incident, pinned, referee, outside } = this
    this.crew = new Crew({ database, incident, pinned, plan, referee, outside, say: (words) => this.say(words) })
    for (let index = 0; index < count; index += 1) this.startWorker(index)
  }

  /** Where commits are lost around a sending, fewer other things go wrong: most stories come to their rollback. */
  private drawFaults(workers: number, kind: Seeded): Fault[] {
    const faults = faultsOf(this.chance.fork('faults'), workers)
    if (!this.loses) return faults
    const share = kind.pick([0, 0.1, 0.3])
    return [...faults.filter(() => kind.chance(share)), ...lostSendingOf(kind.fork('lost'))]
  }

  async run(): Promise<Simulated> {
    this.crew.begin(this.chance.fork('people'), this.loses ? habitsOf(this.chance.fork('habits')) : steadfast)
    for (const fault of this.faults)
      if (fault.once === undefined) this.scheduler.after(fault.at, () => this.strike(fault))
    this.scheduler.after(troubledFor, () => this.heal())
    const end = this.chance.fork('end')
    const givesUp = end.chance(0.5)
    if (givesUp)
      this.scheduler.after(end.between(troubledFor / 2, troubledFor), () => {
        this.crew.wants = 'end'
      })
    const over = () => {
      const run = currentRun(streamIn(this.database, this.incident).state)
      const done = run !== null && (givesUp ? !isLive(run) : run.status === 'completed')
      return this.referee.violations.length > 0 || (this.scheduler.now > troubledFor && done)
    }
    await this.scheduler.runUntil(troubledFor + (this.options.endsWithin ?? 240_000), over)
    if (this.referee.violations.length === 0) this.referee.over(givesUp ? 'ended' : 'completed')
    const { state, entries } = streamIn(this.database, this.incident)
    for (const machine of this.workers) machine?.kill()
    return {
      seed: this.seed,
      faults: this.faults,
      violations: this.referee.violations,
      log: this.log,
      happened: this.scheduler.happened,
      entries: entries.length,
      outcome: currentRun(state)?.status ?? 'none',
      lookOvers: lookOversIn(entries),
      tokens: leaseOf(this.database, incidentStream(this.incident))?.token ?? 0,
    }
  }

  private say(words: string): void {
    if (this.options.log === true) this.log.push(`${(this.scheduler.now / 1000).toFixed(3)} ${words}`)
  }

  private told = 0

  private tellEntries(): void {
    const { entries } = streamIn(this.database, this.incident)
    for (const { sequence, at, type, payload } of entries.slice(this.told))
      this.say(`#${sequence} at ${at.slice(11, 23)} ${type} ${JSON.stringify(payload).slice(0, 160)}`)
    this.told = entries.length
  }

  private startWorker(index: number): void {
    const skew = this.chance.fork(`skew ${index}`)
    const off = skew.chance(0.3) ? skew.between(-600_000, 600_000) : 0
    const machine = new Machine(this.scheduler, `w-${index}-${this.scheduler.happened}`, off)
    this.workers[index] = machine
    const stop = new AbortController()
    this.stops.set(machine, stop)
    const { weak } = this.options
    const leaves: Leaves = (step, kind, by) => {
      this.referee.left(step, kind, by)
      this.leaves(step, kind)
    }
    const registry = simulatedHands(machine, this.outside, this.sample.plan, leaves, weak)
    const note = (words: string) => this.say(words)
    const workers = () => this.workers.filter((one) => one?.alive === true).length
    const world = {
      database: this.database,
      incidents: [this.incident],
      pinned: this.pinned,
      registry,
      workers,
      weak,
      note,
    }
    machine.deliver(() => void workerPorts(machine, world).then((ports) => runWorker(ports, stop.signal)))
  }

  private readonly stops = new Map<Machine, AbortController>()

  /** What waited for this to leave has its time now; what would come after all has healed never comes. */
  private leaves(step: string, way: 'act' | 'undo'): void {
    const due = this.awaiting.filter(({ once }) => once?.step === step && once.way === way)
    this.awaiting = this.awaiting.filter((fault) => !due.includes(fault))
    for (const fault of due)
      if (this.scheduler.now + fault.at < troubledFor) this.scheduler.after(fault.at, () => this.strike(fault))
  }

  private strike(fault: Fault): void {
    this.say(`fault ${JSON.stringify(fault)}`)
    const later = (milliseconds: number, run: () => void) => void this.scheduler.after(milliseconds, run)
    const { database, outside } = this
    switch (fault.kind) {
      case 'kill':
      case 'terminate': {
        const machine = this.workers[fault.worker]
        if (machine == null || !machine.alive) return
        if (fault.kind === 'kill') machine.kill()
        else machine.deliver(() => this.stops.get(machine)?.abort())
        return later(fault.restartAfter, () => {
          machine.kill()
          this.startWorker(fault.worker)
        })
      }
      case 'pause': {
        const machine = this.workers[fault.worker]
        machine?.pause(fault.what)
        return later(fault.lasts, () => machine?.goOn())
      }
      case 'weather':
        outside.weather = { ...outside.weather, ...fault.weather }
        return later(fault.lasts, () => {
          outside.weather = { ...calm }
        })
      case 'dark':
        if (fault.of !== undefined) {
          const { of } = fault
          outside.darkSteps.set(of, fault.how)
          return later(fault.lasts, () => void outside.darkSteps.delete(of))
        }
        outside.dark = fault.how
        return later(fault.lasts, () => {
          outside.dark = 'none'
        })
      case 'database-silent':
        database.silent = true
        return later(fault.lasts, () => {
          database.silent = false
        })
      case 'database-failover':
        database.setClock(fault.steps)
        return database.failOver(fault.loses, fault.old)
      case 'database-loses-replies':
        database.losesReplies = fault.probability
        return later(fault.lasts, () => {
          database.losesReplies = 0
        })
      case 'press': {
        const { state } = streamIn(database, this.incident)
        const possible = moves(state, this.sample.plan).flatMap(({ actor, command }): Press[] =>
          actor.kind === 'person' ? [{ person: actor.person, command: command as Press['command'] }] : [],
        )
        const press = possible[Math.floor(fault.chance * possible.length)]
        return press === undefined ? undefined : void this.crew.press(press)
      }
      case 'abort':
        return void this.crew.abortNow()
    }
  }

  private heal(): void {
    this.say('all heals')
    this.outside.weather = { ...calm }
    this.outside.dark = 'none'
    this.outside.darkSteps.clear()
    this.database.silent = false
    this.database.losesReplies = 0
  }
}
