import { DatabaseAway } from '@/lib/engine/database-away'
import type { Seeded } from '@/lib/testing/seeded'
import { epoch } from './machine'
import { RowLocks, type LockMode } from './row-locks'
import type { Scheduler } from './scheduler'

/** A statement or a connection that PostgreSQL, or the way to it, has ended. */
export class DatabaseBroke extends DatabaseAway {
  override readonly name = 'DatabaseBroke'
}

/** A lock that was not granted within the time that its statement allows. */
export class LockTimeout extends DatabaseAway {
  override readonly name = 'LockTimeout'
}

/** How long the server lets a session wait or idle in a transaction, milliseconds. */
export interface ServerLimits {
  statement: number
  idleInTransaction: number
}

type Written = Map<string, unknown>

/**
 * A PostgreSQL, as far as the engine leans on it: rows with locks and waiters, transactions that see what is committed
 * when a statement begins, limits of the server, a clock of its own; it falls silent, is restarted, and loses its last
 * commits when a standby takes over. Never kinder than the real one: one suite of stories is told to both.
 */
export class ModelDatabase {
  readonly rows = new Map<string, unknown>()
  readonly locks = new RowLocks<Session>()
  /** How far its clock is off true time. */
  private offset = 0
  /** When its clock was last set, by true time. */
  clockSetAt = -Infinity
  /** Messages to and from it are lost. */
  silent = false
  /** How often a connection breaks between a commit and its answer. */
  losesReplies = 0
  /** Counts failovers: a connection to a server that is gone never answers. */
  generation = 0
  /** Which server it is: another one after each failover. */
  instance = 0
  /** Whether a failover has ever lost something that was committed. */
  lostCommits = false
  readonly sessions = new Set<Session>()
  private readonly undo: { at: number; before: Written }[] = []
  private readonly committed: ((keys: readonly string[]) => void)[] = []

  constructor(
    readonly scheduler: Scheduler,
    readonly chance: Seeded,
  ) {}

  now(): number {
    return Math.floor(epoch + this.scheduler.now + this.offset)
  }

  setClock(by: number): void {
    if (by === 0) return
    this.offset += by
    this.clockSetAt = this.scheduler.now
  }

  /** One way through the network. */
  latency(): number {
    return this.chance.chance(0.02) ? this.chance.between(1, 20) : this.chance.between(0.1, 0.5)
  }

  onCommit(hear: (keys: readonly string[]) => void): () => void {
    this.committed.push(hear)
    return () => void this.committed.splice(this.committed.indexOf(hear), 1)
  }

  commit(session: Session): void {
    const { writes } = session
    if (writes.size > 0) {
      const before: Written = new Map()
      for (const [key, value] of writes) {
        before.set(key, this.rows.get(key))
        this.rows.set(key, value)
      }
      this.undo.push({ at: this.scheduler.now, before })
      const keys = [...writes.keys()]
      for (const hear of [...this.committed]) hear(keys)
    }
    session.writes = new Map()
    this.locks.release(session)
  }

  /**
   * Every session ends, and what was committed in the last milliseconds is gone. A host that vanished answers nobody on
   * an old connection; one that was restarted says that it is closed.
   */
  failOver(loses: number, old: 'closed' | 'vanished'): void {
    this.instance += 1
    if (old === 'vanished') this.generation += 1
    for (const session of [...this.sessions]) session.end('the server was replaced')
    const since = this.scheduler.now - loses
    while ((this.undo.at(-1)?.at ?? -Infinity) > since) {
      const { before } = this.undo.pop() ?? { before: new Map() }
      for (const [key, value] of before) this.rows.set(key, value)
      this.lostCommits = true
    }
  }
}

/** One connection on the server's side. */
export class Session {
  writes: Written = new Map()
  inTransaction = false
  ended: string | null = null
  private active = false
  private gone = false
  private idleTimer: () => void = () => undefined
  private readonly whenEnded: (() => void)[] = []

  constructor(
    readonly database: ModelDatabase,
    readonly limits: ServerLimits,
  ) {
    database.sessions.add(this)
  }

  read(key: string): unknown {
    return this.writes.has(key) ? this.writes.get(key) : this.database.rows.get(key)
  }

  write(key: string, value: unknown): void {
    this.writes.set(key, value)
  }

  now(): number {
    return this.database.now()
  }

  /** Waits for the row at most as long as a statement may, or for `most`. */
  lock(key: string, mode: LockMode, most = this.limits.statement): Promise<void> {
    return new Promise((resolve, reject) => {
      const { scheduler, locks } = this.database
      let over = false
      const settle = (end: () => void) => {
        if (over) return
        over = true
        stopTimer()
        end()
      }
      const stopTimer = scheduler.after(most, () =>
        settle(() => {
          stopWaiting()
          reject(new LockTimeout('canceling statement due to lock timeout'))
        }),
      )
      this.whenEnded.push(() => settle(() => reject(new DatabaseBroke(this.ended ?? 'ended'))))
      const stopWaiting = locks.take(key, this, mode, () => settle(resolve))
    })
  }

  /** FOR UPDATE SKIP LOCKED. */
  tryLock(key: string): boolean {
    const { locks } = this.database
    if (!locks.isFree(key, this, 'update')) return false
    locks.take(key, this, 'update', () => undefined)
    return true
  }

  /** Runs one statement; outside a transaction it is one of its own. */
  async run<T>(statement: (session: Session) => T | Promise<T>): Promise<T> {
    if (this.ended !== null) throw new DatabaseBroke(this.ended)
    this.active = true
    this.idleTimer()
    try {
      const result = await statement(this)
      if (!this.inTransaction) this.database.commit(this)
      return result
    } catch (error) {
      if (!this.inTransaction) this.rollBack()
      throw error
    } finally {
      this.active = false
      if (this.gone) this.end('the client is gone')
      else if (this.inTransaction) this.idle()
    }
  }

  rollBack(): void {
    this.writes = new Map()
    this.inTransaction = false
    this.database.locks.release(this)
  }

  /** The client's side has closed: noticed when the server next reads from it. */
  clientGone(): void {
    this.gone = true
    if (!this.active) this.end('the client is gone')
  }

  end(why: string): void {
    if (this.ended !== null) return
    this.ended = why
    this.idleTimer()
    this.rollBack()
    this.database.sessions.delete(this)
    for (const hear of this.whenEnded) hear()
  }

  private idle(): void {
    this.idleTimer = this.database.scheduler.after(this.limits.idleInTransaction, () =>
      this.end('terminating connection due to idle-in-transaction timeout'),
    )
  }
}
