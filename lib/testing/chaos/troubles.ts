import { setTimeout as wait } from 'node:timers/promises'
import type { Drill } from '../drill'
import type { Seeded } from '../seeded'
import type { Crowd } from './crowd'
import type { ServerPair } from './server-pair'
import type { Instant } from './story'

/** Who is on the stage: the drill, and the processes that come and go. */
export interface Cast {
  drill: Drill
  workers: Crowd<null>
  consoles: Crowd<string>
}

/** What happens to processes and to the database, while people go on. */
export class Troubles {
  /** How many things are being done to the database now, and how often that began. */
  ofDatabase = { now: 0, begun: 0 }
  /** Of the database one thing is done after the other. */
  private database: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly servers: ServerPair,
    private readonly chance: Seeded,
    private readonly say: (line: string) => void,
  ) {}

  /** When the database is as it was. */
  over(): Promise<unknown> {
    return this.database
  }

  happen(instant: Exclude<Instant, { kind: 'abort' }>, { workers, consoles }: Cast): unknown {
    const { servers } = this
    switch (instant.kind) {
      case 'kill-worker':
        return workers.signal(instant.worker, 'SIGKILL', instant.away)
      case 'end-worker':
        workers.signal(instant.worker, 'SIGCONT')
        return workers.signal(instant.worker, 'SIGTERM', instant.away)
      case 'freeze-worker':
        return this.freeze(workers, instant.worker, instant.lasts)
      case 'kill-console':
        return consoles.signal(instant.console, 'SIGKILL', instant.away)
      case 'stop-database':
        return this.toDatabase(() => servers.stopFor(instant.how, instant.lasts))
      case 'freeze-database':
        return this.toDatabase(() => servers.freezeFor(instant.lasts))
      case 'fail-over':
        return this.toDatabase(() => servers.failOver(instant.loses, instant.old))
      case 'cut-answers':
        return this.toDatabase(() =>
          servers.door.cutAnswers(
            () => this.chance.chance(instant.share),
            () => wait(instant.lasts),
          ),
        )
    }
  }

  async freeze(workers: Crowd<null>, slot: number, milliseconds: number): Promise<void> {
    if (!workers.signal(slot, 'SIGSTOP')) return
    await wait(milliseconds)
    workers.signal(slot, 'SIGCONT')
  }

  private toDatabase(what: () => Promise<unknown>): Promise<unknown> {
    this.database = this.database.then(async () => {
      this.ofDatabase = { now: this.ofDatabase.now + 1, begun: this.ofDatabase.begun + 1 }
      await what()
      this.ofDatabase.now -= 1
      this.say('the database is as before')
    })
    return this.database
  }
}
