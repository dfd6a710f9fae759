import type { Machine } from './machine'
import { DatabaseBroke, Session, type ModelDatabase, type ServerLimits } from './model-database'

/** As `createDatabase` limits a pool, milliseconds. */
export interface PoolLimits extends ServerLimits {
  connections: number
  /** For a connection. */
  connect: number
  /** For a whole transaction. */
  transaction: number
  /** For one answer, on the client's side; after it the connection is given up. Infinity: it waits for ever. */
  answer: number
}

type Statement<T> = (session: Session) => T | Promise<T>

/** Statements of one transaction. Each costs its way there and back. */
export interface ModelTransaction {
  run<T>(statement: Statement<T>): Promise<T>
}

interface Connection {
  session: Session
  generation: number
}

/** The client's side: a pool of connections of one process. */
export class ModelPool {
  private readonly idle: Connection[] = []
  private readonly waiting: ((connection: Connection) => void)[] = []
  private taken = 0

  constructor(
    private readonly database: ModelDatabase,
    private readonly machine: Machine,
    private readonly limits: PoolLimits,
  ) {
    machine.whenKilled(() => {
      // The kernel resets what the process had open.
      for (const session of this.open)
        database.scheduler.after(database.latency(), () => {
          if (!database.silent) session.clientGone()
        })
    })
  }

  private readonly open = new Set<Session>()

  /** One statement in a transaction of its own. */
  async query<T>(statement: Statement<T>): Promise<T> {
    const connection = await this.acquire()
    try {
      const result = await this.send(connection, statement)
      this.release(connection)
      return result
    } catch (error) {
      this.drop(connection)
      throw error
    }
  }

  async transaction<T>(work: (tx: ModelTransaction) => Promise<T>): Promise<T> {
    const connection = await this.acquire()
    let over = false
    const run: ModelTransaction['run'] = (statement) => {
      if (over) return Promise.reject(new DatabaseBroke('the transaction is over'))
      return this.send(connection, statement)
    }
    try {
      await this.send(connection, (session) => {
        session.inTransaction = true
      })
      const result = await this.within(this.limits.transaction, work({ run }))
      over = true
      await this.send(connection, (session) => {
        session.database.commit(session)
        session.inTransaction = false
        // It is committed, and whoever asked never hears it.
        if (this.database.chance.chance(this.database.losesReplies)) session.end('the connection broke')
        if (session.ended !== null) throw new DatabaseBroke(session.ended)
      })
      this.release(connection)
      return result
    } catch (error) {
      over = true
      // A pool gives up a connection that failed, and the server rolls back.
      this.drop(connection)
      throw error
    }
  }

  private acquire(): Promise<Connection> {
    const known = this.idle.pop()
    if (known !== undefined) {
      this.taken += 1
      return Promise.resolve(known)
    }
    if (this.taken < this.limits.connections) {
      this.taken += 1
      return this.connect().catch((error: unknown) => {
        this.taken -= 1
        throw error
      })
    }
    return this.within(
      this.limits.connect,
      new Promise<Connection>((resolve) => {
        this.waiting.push(resolve)
      }),
      'no connection became free in time',
    )
  }

  private async connect(): Promise<Connection> {
    const { database } = this
    const answered = this.trip(() => Promise.resolve(new Session(database, this.limits)))
    const session = await this.within(this.limits.connect, answered, 'the server does not answer')
    this.open.add(session)
    return { session, generation: database.generation }
  }

  private release(connection: Connection): void {
    const next = this.waiting.shift()
    if (next !== undefined) return next(connection)
    this.taken -= 1
    this.idle.push(connection)
  }

  private drop({ session }: Connection): void {
    this.open.delete(session)
    this.taken -= 1
    const { database } = this
    database.scheduler.after(database.latency(), () => {
      if (!database.silent) session.clientGone()
    })
    const next = this.waiting.shift()
    if (next === undefined) return
    this.taken += 1
    this.connect().then(next, () => {
      this.taken -= 1
    })
  }

  private send<T>({ session, generation }: Connection, statement: Statement<T>): Promise<T> {
    const answered = this.trip(() => {
      // Another server stands at the address: nobody answers on the old connection.
      if (generation !== this.database.generation) return new Promise<T>(() => undefined)
      return session.run(statement)
    })
    return this.within(this.limits.answer, answered, 'the server did not answer in time')
  }

  /** There, and back with what came of it; lost while the server is silent. */
  private trip<T>(serve: () => Promise<T>): Promise<T> {
    const { database, machine } = this
    return new Promise((resolve, reject) => {
      const back = (answer: () => void) =>
        database.scheduler.after(database.latency(), () => {
          if (!database.silent) machine.deliver(answer)
        })
      database.scheduler.after(database.latency(), () => {
        if (database.silent) return
        serve().then(
          (value) => back(() => resolve(value)),
          (error: unknown) => back(() => reject(error as Error)),
        )
      })
    })
  }

  private within<T>(milliseconds: number, work: Promise<T>, why = 'the transaction took too long'): Promise<T> {
    if (milliseconds === Infinity) return work
    return new Promise((resolve, reject) => {
      const stop = this.machine.timer(milliseconds, () => reject(new DatabaseBroke(why)))
      work.then(resolve, reject).finally(stop)
    })
  }
}
