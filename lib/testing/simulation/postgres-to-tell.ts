import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { appendEntries } from '@/lib/db/append-entries'
import { createDatabase, pauseInTransaction, type Database } from '@/lib/db/client'
import { acquireLease, assertLease, LeaseLostError, lookAtLeases, releaseLease, renewLeases } from '@/lib/db/lease'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { createTestDatabase } from '@/lib/testing/test-database'
import type { ToldDatabase } from './told-database'

export interface PostgresToTell {
  tell(story: (db: ToldDatabase) => Promise<void>): Promise<void>
  end(): Promise<void>
}

const event = { type: 'told', version: 1, payload: { told: true } }

/** Tells stories to a real PostgreSQL through the product's own statements; each story has a stream of its own. */
export async function postgresToTell(): Promise<PostgresToTell> {
  const test = await createTestDatabase()
  let stories = 0
  return {
    end: () => test.drop(),
    async tell(story) {
      stories += 1
      const told = new Telling(test.url, `told:${stories}`, test.database)
      await story(told).finally(() => told.end())
    },
  }
}

class Telling implements ToldDatabase {
  private readonly databases = new Map<string, Database>()
  private readonly clients: Client[] = []

  constructor(
    private readonly url: string,
    private readonly stream: string,
    private readonly database: Database,
  ) {}

  private of(name: string): Database {
    const known = this.databases.get(name) ?? createDatabase(this.url, { name: `told-${name}` })
    this.databases.set(name, known)
    return known
  }

  private async client(): Promise<Client> {
    const client = new Client({ connectionString: this.url, idle_in_transaction_session_timeout: pauseInTransaction })
    client.on('error', () => undefined)
    this.clients.push(client)
    await client.connect()
    return client
  }

  async acquire(holder: string, milliseconds: number, mark: string | null = null): Promise<number | null> {
    return (await acquireLease(this.of(holder), this.stream, holder, { milliseconds, mark }))?.token ?? null
  }

  async look(): Promise<string | null> {
    return (await lookAtLeases(this.database, [this.stream]))[0]?.mark ?? null
  }

  async renew(holder: string, token: number, milliseconds: number): Promise<boolean> {
    const lost = await renewLeases(this.of(holder), [{ key: this.stream, holder, token }], milliseconds)
    return lost.length === 0
  }

  async release(holder: string, token: number): Promise<void> {
    await releaseLease(this.of(holder), { key: this.stream, holder, token })
  }

  async append(holder: string, token: number): Promise<'appended' | 'lost'> {
    try {
      await withTransaction(this.of(holder), async (tx) => {
        const head = await lockStream(tx, this.stream)
        assertLease(head, { key: this.stream, holder, token })
        await appendEntries(tx, head, { kind: 'worker', worker: holder, token }, [event])
      })
      return 'appended'
    } catch (error) {
      if (error instanceof LeaseLostError) return 'lost'
      throw error
    }
  }

  async pausedAppend(): ReturnType<ToldDatabase['pausedAppend']> {
    const client = await this.client()
    await client.query('BEGIN')
    await client.query('SELECT FROM journal_head WHERE stream = $1 FOR UPDATE', [this.stream])
    return {
      async goOn() {
        try {
          await client.query('COMMIT')
          return 'committed'
        } catch {
          return 'broken'
        }
      },
      kill() {
        const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection
        stream.destroy()
      },
    }
  }

  async entries(): Promise<number> {
    return this.database.journalEntry.count({ where: { stream: this.stream } })
  }

  lockRow(who: string, mode: 'share' | 'update'): ReturnType<ToldDatabase['lockRow']> {
    const key = `row of ${this.stream}`
    const locked = this.client().then(async (client) => {
      await client.query(`INSERT INTO lease VALUES ($1, $2, 0, 'epoch') ON CONFLICT DO NOTHING`, [key, who])
      await client.query('BEGIN')
      // While it is in the transaction it does nothing else: a story may take its time.
      await client.query('SET LOCAL idle_in_transaction_session_timeout = 0')
      await client.query(`SELECT FROM lease WHERE key = $1 FOR ${mode === 'share' ? 'SHARE' : 'UPDATE'}`, [key])
      return client
    })
    return {
      granted: locked.then(() => undefined),
      letGo: async () => void (await (await locked).query('COMMIT')),
    }
  }

  wait(milliseconds: number): Promise<void> {
    return sleep(milliseconds)
  }

  now(): number {
    return performance.now()
  }

  async end(): Promise<void> {
    await Promise.all([...this.databases.values()].map((database) => database.$disconnect()))
    await Promise.all(this.clients.map((client) => client.end().catch(() => undefined)))
  }
}
