import type { Actor } from '@/lib/domain/access/actor'
import type { Refusal } from '@/lib/domain/errors'
import { currentRun, isLive } from '@/lib/domain/run/state'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { runWorker } from '@/lib/engine/worker'
import { IncidentStory } from '@/lib/testing/incident-story'
import type { SamplePlan } from '@/lib/testing/sample-plan'
import { Seeded } from '@/lib/testing/seeded'
import { moves } from '@/lib/testing/ways-out/moves'
import { faultsOf, troubledFor, type Fault } from './faults'
import { Machine } from './machine'
import { ModelDatabase } from './model-database'
import { decideInModel, registerInModel, streamIn, streamKey, type Pinned, type Stream } from './model-journal'
import { ModelPool } from './model-pool'
import { calm, Outside } from './outside'
import { pressAskAgain, pressBack, pressOn, pressToEnd, type Press } from './people'
import { Referee } from './referee'
import { Scheduler } from './scheduler'
import { failoverPlan } from './simulated-plan'
import { simulatedHands, type Leaves } from './simulated-hands'
import type { Weakness } from './weakness'
import { leaseOf, webLimits, workerPorts } from './worker-ports'

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
  /** How often the incident's lease was taken. */
  tokens: number
}

export interface SimulationOptions {
  plan?: SamplePlan
  faults?: Fault[]
  workers?: number
  log?: boolean
  /** One promise broken on purpose. */
  weak?: Weakness
  /** True milliseconds after which the run has to be over once all has healed. */
  endsWithin?: number
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
  private readonly sample: SamplePlan
  private readonly incident: string
  private readonly pinned: Pinned
  private readonly faults: Fault[]
  private readonly workers: (Machine | null)[] = []
  private readonly web: Machine
  private readonly pool: ModelPool
  private readonly abortPool: ModelPool
  private readonly log: string[] = []
  /** The crew leads on, until it wants an end, or, in every other world, until the run has done what it is for. */
  private wants: 'on' | 'end' = 'on'

  constructor(
    private readonly seed: number,
    private readonly options: SimulationOptions,
  ) {
    this.chance = new Seeded(seed)
    const count = options.workers ?? this.chance.fork('workers').whole(1, 3)
    this.faults = options.faults ?? faultsOf(this.chance.fork('faults'), count)
    this.scheduler = new Scheduler(this.chance.fork('order'))
    this.database = new ModelDatabase(this.scheduler, this.chance.fork('database'))
    this.outside = new Outside(this.scheduler, this.chance.fork('outside'), options.weak)
    this.sample = options.plan ?? failoverPlan()
    const story = new IncidentStory('live', this.sample)
    story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'it is dark' })
    this.incident = story.state.id
    const stream: Stream = { state: story.state, entries: story.events }
    this.database.rows.set(streamKey(this.incident), stream)
    const { plan, environment } = this.sample
    this.pinned = { plan, environment, rolesOf: (person) => story.rolesOf(person) }
    this.referee = new Referee(this.database, this.outside, this.incident, plan)
    this.database.onCommit((keys) => {
      if (keys.includes(streamKey(this.incident))) this.tellEntries()
    })
    this.web = new Machine(this.scheduler, 'web')
    this.pool = new ModelPool(this.database, this.web, webLimits)
    this.abortPool = new ModelPool(this.database, this.web, webLimits)
    for (let index = 0; index < count; index += 1) this.startWorker(index)
  }

  async run(): Promise<Simulated> {
    this.people()
    for (const fault of this.faults) this.scheduler.after(fault.at, () => this.strike(fault))
    this.scheduler.after(troubledFor, () => this.heal())
    const end = this.chance.fork('end')
    const givesUp = end.chance(0.5)
    if (givesUp)
      this.scheduler.after(end.between(troubledFor / 2, troubledFor), () => {
        this.wants = 'end'
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
    const leaves: Leaves = (step, kind, by) => this.referee.left(step, kind, by)
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
        return press === undefined ? undefined : void this.press(press)
      }
      case 'abort': {
        const run = currentRun(streamIn(database, this.incident).state)
        if (run === null) return
        return void this.abort('mara-okafor', run.id)
      }
    }
  }

  private heal(): void {
    this.say('all heals')
    this.outside.weather = { ...calm }
    this.outside.dark = 'none'
    this.database.silent = false
    this.database.losesReplies = 0
  }

  /** A crew that follows the console, with a hand that is now slow and now quick. */
  private people(): void {
    const chance = this.chance.fork('people')
    // Whether this crew, once it has stopped a run, goes back and begins anew, or goes on.
    const turnsBack = chance.chance(0.5)
    const look = async () => {
      const { state } = streamIn(this.database, this.incident)
      const { plan } = this.sample
      const back = turnsBack && this.scheduler.now < troubledFor ? pressBack(state, plan) : null
      const presses = back ?? (this.wants === 'on' ? pressOn(state, plan) : pressToEnd(state, plan))
      for (const press of presses) {
        const refused = await this.press(press)
        if (press.command.type !== 'give-go' || refused?.code !== 'not-approved') continue
        for (const again of pressAskAgain(press.command.runId, plan)) await this.press(again)
      }
      this.web.timer(chance.between(200, 2_500), () => void look())
    }
    this.web.timer(chance.between(0, 500), () => void look())
  }

  /** Null where it was done, or nobody knows. */
  private async press({ person, command }: Press): Promise<Refusal | null> {
    const actor: Actor = { kind: 'person', person, account: person }
    if (command.type === 'abort-run') {
      await this.abort(person, command.runId)
      return null
    }
    try {
      const outcome = await decideInModel(
        { pool: this.pool, machine: this.web },
        this.incident,
        this.pinned,
        [command],
        actor,
      )
      this.say(
        `${person} ${command.type}: ${outcome.ok ? 'done' : [outcome.refusal.message, ...(outcome.refusal.missing ?? [])].join('; ')}`,
      )
      return outcome.ok ? null : outcome.refusal
    } catch (error) {
      this.say(`${person} ${command.type}: ${String(error)}`)
      return null
    }
  }

  /** As the service does: on record first, by a pool of its own, and then its entry. */
  private async abort(person: string, runId: string): Promise<void> {
    const stop = { id: `stop-${this.scheduler.happened}`, runId, person }
    const asked = this.scheduler.now
    try {
      const registered = await registerInModel(this.abortPool, this.incident, stop)
      this.say(`${person} abort-run: ${registered === null ? 'nothing to stop' : 'on record'}`)
      if (registered === null) return
      this.referee.registered(registered, asked)
      const asker = { pool: this.pool, machine: this.web }
      const actor: Actor = { kind: 'person', person, account: person }
      await decideInModel(asker, this.incident, this.pinned, [], actor)
    } catch (error) {
      this.say(`${person} abort-run: ${String(error)}`)
    }
  }
}
