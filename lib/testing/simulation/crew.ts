import type { Actor } from '@/lib/domain/access/actor'
import type { Refusal } from '@/lib/domain/errors'
import { currentRun } from '@/lib/domain/run/state'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Seeded } from '@/lib/testing/seeded'
import { troubledFor } from './faults'
import { handledNow, pressOddly, steadfast, type Habits } from './habits'
import { Machine } from './machine'
import type { ModelDatabase } from './model-database'
import { decideInModel, registerInModel, streamIn, type Pinned } from './model-journal'
import { ModelPool } from './model-pool'
import { stepIn, type Outside } from './outside'
import { pressAskAgain, pressBack, pressOn, pressToEnd, type Press } from './people'
import type { Referee } from './referee'
import { changed } from './simulated-hands'
import { webLimits } from './worker-ports'

interface CrewWorld {
  database: ModelDatabase
  incident: string
  pinned: Pinned
  plan: Plan
  referee: Referee
  outside: Outside
  say: (words: string) => void
}

/** A crew that follows the console, with a hand that is now slow and now quick. */
export class Crew {
  /** They lead on, until they want an end. */
  wants: 'on' | 'end' = 'on'
  private readonly web: Machine
  private readonly pool: ModelPool
  private readonly abortPool: ModelPool

  constructor(private readonly world: CrewWorld) {
    const { database } = world
    this.web = new Machine(database.scheduler, 'web')
    this.pool = new ModelPool(database, this.web, webLimits)
    this.abortPool = new ModelPool(database, this.web, webLimits)
  }

  /** `habits`: what they do besides what leads on. */
  begin(chance: Seeded, habits: Habits = steadfast): void {
    const { database, incident, plan } = this.world
    // Whether this crew, once it has stopped a run, goes back and begins anew, or goes on.
    const turnsBack = chance.chance(0.5) || habits.turnsBack
    const look = async () => {
      const { state } = streamIn(database, incident)
      const troubled = database.scheduler.now < troubledFor
      const back = turnsBack && troubled ? pressBack(state, plan) : null
      if (troubled) this.doByHand(handledNow(state, plan, habits))
      const oddly = troubled ? pressOddly(state, plan, habits) : null
      const presses = oddly ?? back ?? (this.wants === 'on' ? pressOn(state, plan) : pressToEnd(state, plan))
      for (const press of presses) {
        const refused = await this.press(press)
        if (press.command.type !== 'give-go' || refused?.code !== 'not-approved') continue
        for (const again of pressAskAgain(press.command.runId, plan)) await this.press(again)
      }
      this.web.timer(chance.between(200, 2_500), () => void look())
    }
    this.web.timer(chance.between(0, 500), () => void look())
  }

  private doByHand(targets: readonly string[]): void {
    const { outside, say } = this.world
    if (targets.length > 0) say(`by hand: ${targets.join(', ')}`)
    for (const target of targets)
      outside.arrive({ leftAt: outside.scheduler.now, target, step: stepIn(target), kind: 'act', to: changed }, 0)
  }

  /** Null where it was done, or nobody knows. */
  async press({ person, command }: Press): Promise<Refusal | null> {
    const { incident, pinned, say } = this.world
    if (command.type === 'abort-run') {
      await this.abort(person, command.runId)
      return null
    }
    const actor: Actor = { kind: 'person', person, account: person }
    try {
      const outcome = await decideInModel({ pool: this.pool, machine: this.web }, incident, pinned, [command], actor)
      say(
        `${person} ${command.type}: ${outcome.ok ? 'done' : [outcome.refusal.message, ...(outcome.refusal.missing ?? [])].join('; ')}`,
      )
      return outcome.ok ? null : outcome.refusal
    } catch (error) {
      say(`${person} ${command.type}: ${String(error)}`)
      return null
    }
  }

  /** Of the run that is under way. */
  async abortNow(): Promise<void> {
    const run = currentRun(streamIn(this.world.database, this.world.incident).state)
    if (run !== null) await this.abort('mara-okafor', run.id)
  }

  /** As the service does: on record first, by a pool of its own, and then its entry. */
  private async abort(person: string, runId: string): Promise<void> {
    const { database, incident, pinned, referee, say } = this.world
    const stop = { id: `stop-${database.scheduler.happened}`, runId, person }
    const asked = database.scheduler.now
    try {
      const registered = await registerInModel(this.abortPool, incident, stop)
      say(`${person} abort-run: ${registered === null ? 'nothing to stop' : 'on record'}`)
      if (registered === null) return
      referee.registered(registered, asked)
      const actor: Actor = { kind: 'person', person, account: person }
      await decideInModel({ pool: this.pool, machine: this.web }, incident, pinned, [], actor)
    } catch (error) {
      say(`${person} abort-run: ${String(error)}`)
    }
  }
}
