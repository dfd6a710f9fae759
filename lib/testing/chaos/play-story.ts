import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { createDatabase } from '@/lib/db/client'
import { readStops } from '@/lib/db/run-stops'
import { foundThereAlready, undoWaiver } from '@/lib/domain/run/ready'
import { currentRun, isLive, type IncidentState } from '@/lib/domain/run/state'
import type { Verb } from '@/lib/domain/run/commands'
import type { Aborted } from '@/lib/services/abort-run'
import { isBack } from '@/lib/domain/run/tier-now'
import type { Drill } from '../drill'
import { Seeded } from '../seeded'
import type { Drills } from '../start-drills'
import { ask, Crowd, startConsole } from './crowd'
import type { Asked } from './console'
import { judge } from './judge'
import type { ServerPair } from './server-pair'
import type { Story } from './story'
import { Troubles, type Cast } from './troubles'

/** What came of a story; one line of the file of done stories. */
export interface Told {
  story: Story
  ok: boolean
  seconds: number
  /** Instants that were done before the run was over. */
  done: number
  outcome: string
  /** How long each abort took to be on record, milliseconds. */
  aborts: number[]
  /** Connections that were cut between a commit and its answer. */
  cut: number
  /**
   * How late this process's own timers were at the 99th percentile, milliseconds: where the machine gives no processor,
   * requests come too late to leave, and a run that is not over says nothing of the product.
   */
  starved: number
  /** What happened, in milliseconds from the first instant on. */
  log: string[]
  failure: string | null
}

/** From when all is healed until the run must be over. */
const patience = 180_000
/**
 * A database answers when whoever connects to it meanwhile hears within this: all who lost theirs come at once when it
 * is back, and are let in one after the other.
 */
const answersWithin = 1_000
/** An abort is on record within this, of a database that answers. */
const abortWithin = 2_000

export interface Stage {
  drills: Drills
  servers: ServerPair
  /** What the run may take longer than it would undisturbed, milliseconds. */
  further?: number
  /** Further variables of every worker. */
  workerEnv?: Record<string, string>
  say?: (line: string) => void
}

/** Plays one story to its end and judges it from outside. Throws only where the stage itself is broken. */
export async function playStory(stage: Stage, story: Story, abortWhen?: () => boolean): Promise<Told> {
  const playing = new Playing(stage, story, abortWhen)
  const began = performance.now()
  const timers = monitorEventLoopDelay()
  timers.enable()
  const failure = await playing.play().then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
  const { done, outcome, aborts, cut, log } = playing
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const starved = Math.round(timers.percentile(99) / 1_000_000)
  timers.disable()
  return { story, ok: failure === null, seconds, done, outcome, aborts, cut, starved, log, failure }
}

class Playing {
  done = 0
  outcome = 'not begun'
  readonly aborts: number[] = []
  readonly log: string[] = []
  cut = 0
  private readonly over = new AbortController()
  private readonly chance: Seeded
  private readonly troubles: Troubles
  private faults: string[] = []
  private began = 0

  constructor(
    private readonly stage: Stage,
    private readonly story: Story,
    private readonly abortWhen?: () => boolean,
  ) {
    this.chance = new Seeded(story.seed).fork('play')
    this.troubles = new Troubles(stage.servers, this.chance, (line) => this.say(line))
  }

  async play(): Promise<void> {
    const { servers, drills } = this.stage
    await servers.ensureStandby()
    const own = await servers.freshDatabase()
    const database = createDatabase(own.url, { name: 'chaos' })
    const drill = await drills.drillOn(database, own.url)
    const workers = new Crowd(
      async () => ({ child: await drill.startWorker(this.stage.workerEnv), about: null }),
      (slot, how) => this.say(`worker ${slot} ended: ${how}`),
    )
    const consoles = new Crowd(
      () => startConsole(own.url),
      (slot, how) => this.say(`console ${slot} ended: ${how}`),
    )
    const cutBefore = servers.door.cut
    try {
      await Promise.all([workers.fill(this.story.workers), consoles.fill(this.story.consoles)])
      await drill.breakEast()
      await this.untilOver({ drill, workers, consoles })
      if (this.faults.length > 0) throw new Error(`a console failed of itself: ${this.faults.join('; ')}`)
      // This process's own connections may still be to the server that was taken over from.
      await drill.eventually('it can be judged', () => judge(drill, own.url).then(() => true))
    } finally {
      this.over.abort()
      this.cut = servers.door.cut - cutBefore
      await consoles.end()
      await workers.end()
      await drill.end()
      await database.$disconnect()
      await own.drop()
    }
  }

  /** People press, things happen, until the run is over. */
  private async untilOver(cast: Cast): Promise<void> {
    const { drill } = cast
    drill.crew = (incidentId) => this.press(cast, { press: incidentId })
    await drill.play('somebody declares', (state) => state.declared !== null)
    this.began = performance.now()
    const troubled = this.trouble(cast).catch((error: unknown) => {
      this.over.abort()
      throw error
    })
    troubled.catch(() => undefined)
    drill.patience =
      patience +
      (this.stage.further ?? 0) +
      this.story.instants.reduce((sum, one) => sum + one.after + ('lasts' in one ? one.lasts : 0), 0)
    drill.crew = async (incidentId) => {
      await this.press(cast, { press: incidentId })
      await this.pressFurther(cast)
    }
    const isOver = (state: IncidentState) => {
      const run = currentRun(state)
      if (run === null || isLive(run)) return false
      this.outcome = run.status
      return run.status !== 'completed' || isBack(state, 'T0')
    }
    await drill.play('the run is over', (state) => this.over.signal.aborted || isOver(state))
    this.over.abort()
    await troubled
    await this.troubles.over()
    // Its end may have gone with the last commits: then people press until it is over again.
    await drill.play('the run is over, with nothing lost any more', isOver)
  }

  private async trouble(cast: Cast): Promise<void> {
    const under: Promise<unknown>[] = [this.abortOnce(cast)]
    for (const instant of this.story.instants) {
      await wait(instant.after, undefined, { signal: this.over.signal }).catch(() => undefined)
      if (this.over.signal.aborted) break
      this.done += 1
      this.say(JSON.stringify(instant))
      const happens = instant.kind === 'abort' ? this.abort(cast, instant.frozen) : this.troubles.happen(instant, cast)
      under.push(Promise.resolve(happens))
    }
    await Promise.all(under)
  }

  private async abortOnce(cast: Cast): Promise<void> {
    if (this.abortWhen === undefined) return
    while (!this.abortWhen() && !this.over.signal.aborted) await wait(20)
    await this.abort(cast, null)
  }

  /** Somebody aborts while a worker is frozen, if one is named: at once on record, of a database that answers. */
  private async abort(cast: Cast, frozen: number | null): Promise<void> {
    const { drill, workers } = cast
    const freezing = frozen === null ? null : this.troubles.freeze(workers, frozen, 4_000)
    while (!this.over.signal.aborted) {
      const state = await drill.state().catch(() => null)
      const run = state === null ? null : currentRun(state)
      if (run !== null && !isLive(run)) break
      if (run === null) {
        await wait(50)
        continue
      }
      const input = { incidentId: drill.incidentId, runId: run.id, reason: 'as the story has it' }
      const before = { ...this.troubles.ofDatabase }
      const asked = Date.now()
      const connecting = connectsWithin(drill.place.databaseUrl)
      const answer = await this.ask(cast, { verb: 'abort-run', person: await this.commander(drill), input })
      if (answer?.kind === 'refused') break
      if (answer?.kind !== 'recorded') {
        await wait(100)
        continue
      }
      // One clock: the database is of this machine.
      const took = Date.parse((answer.recorded as Aborted).recordedAt) - asked
      const undisturbed = () => this.troubles.ofDatabase.begun === before.begun
      const connected = await connecting
      const calm = before.now === 0 && undisturbed() && connected < answersWithin
      const trouble = connected < answersWithin ? '' : ` (a connection to it took ${connected} ms)`
      this.say(`an abort is on record after ${took} ms${calm ? '' : `, the database being in trouble${trouble}`}`)
      if (calm) this.aborts.push(took)
      if (calm && took > abortWithin) throw new Error(`an abort took ${took} ms`)
      const { database } = drill.place
      const stops = calm ? await readStops(database, `incident:${drill.incidentId}`).catch(() => null) : null
      if (stops?.length === 0 && undisturbed()) throw new Error('an abort is not in the register')
      break
    }
    await freezing
  }

  /** What the people of a rehearsal never have to press: they go on after a stop, or back, and retry what failed. */
  private async pressFurther(cast: Cast): Promise<void> {
    const { drill } = cast
    const state = await drill.state()
    const run = currentRun(state)
    if (run === null) return
    const at = { incidentId: drill.incidentId, runId: run.id }
    const verb = async (name: Verb, input: object) =>
      this.press(cast, {
        verb: name,
        person: await this.commander(drill, state),
        input: { ...at, ...input },
      })
    const back = this.story.afterAbort === 'go-back' && run.pointOfNoReturn === null && !run.forwardOnly
    if (run.status === 'stopped' && back) await verb('roll-back-run', { reason: 'as the story has it' })
    else if (run.status === 'stopped') await verb('resume-run', {})
    const failed = Object.values(run.steps).filter(({ status }) => status === 'failed' || status === 'undo-failed')
    for (const { id, failure } of failed) {
      const found = { kind: 'accept-no-undo', subject: id, statement: 'as it is there' }
      if (failure?.code === foundThereAlready && undoWaiver(state, run, id) === null)
        await verb('record-decision', found)
      await verb('retry-step', { step: id })
    }
  }

  private async commander(drill: Drill, state?: IncidentState): Promise<string> {
    return (state ?? (await drill.state())).duties['commander'] ?? (await drill.commander()).person
  }

  /** Whoever presses does it again by itself, as long as it is theirs to do. */
  private async press(cast: Cast, asked: Asked): Promise<void> {
    const answer = await this.ask(cast, asked)
    if (answer?.kind === 'recorded' && Array.isArray(answer.recorded) && answer.recorded.length > 0)
      this.say(`people: ${answer.recorded.join('; ')}`)
    if (answer?.kind === 'recorded' && 'verb' in asked) this.say(`people: ${asked.verb}`)
    if (answer?.kind === 'fault') this.faults.push(answer.words)
  }

  /** Any console that lives. */
  private async ask({ consoles }: Cast, asked: Asked) {
    const alive = consoles.alive()
    return alive.length === 0 ? null : ask(this.chance.pick(alive), asked)
  }

  private say(line: string): void {
    const at = this.began === 0 ? 0 : Math.round(performance.now() - this.began)
    this.log.push(`${at} ${line}`)
    this.stage.say?.(`${at} ${line}`)
  }
}

/** Milliseconds until a new connection has its first answer. */
async function connectsWithin(url: string): Promise<number> {
  const began = performance.now()
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 })
  client.on('error', () => undefined)
  await client
    .connect()
    .then(() => client.query('SELECT 1'))
    .catch(() => undefined)
  await client.end().catch(() => undefined)
  return Math.round(performance.now() - began)
}
