import type { Client } from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { createLog } from '@/lib/log'
import { connectionUrl } from './connection-url'
import { impatientClient } from './impatient-client'

/** Told that something may have happened. The text of the notice is null when a poll or a reconnect is the reason. */
export type Nudged = (notice: string | null) => void

export interface Listener {
  /** Calls `nudged` on every notice of the channel, after every reconnect, and at least every poll interval. */
  subscribe(channel: string, nudged: Nudged): () => void
  /** listening: notices arrive. polling: they do not, subscribers are only called at the poll interval. */
  state(): 'listening' | 'polling'
  close(): Promise<void>
}

export interface ListenOptions {
  /** The longest silence a subscriber hears: what a lost notice costs. */
  pollMilliseconds?: number
}

const selfTestChannel = 'listen_self_test'
/** A connection on which nothing is asked would not notice that the server has vanished: it is asked this often. */
const heartbeat = 5_000
const ListeningClient = impatientClient({ connection: 5_000, answer: 2_500 })
const backOff = [100, 250, 500, 1_000, 2_000] as const

/**
 * One connection that listens for the whole process. NOTIFY is only a nudge: it is lost while the connection is down,
 * and a pooler in between may swallow it, so subscribers read for themselves and are called by the clock as well.
 * Resolves once it listens, or at the first failure, and goes on trying until closed.
 */
export async function listen(url: string, { pollMilliseconds = 500 }: ListenOptions = {}): Promise<Listener> {
  const log = createLog('listen')
  const subscribers = new Map<string, Set<Nudged>>()
  let client: Client | null = null
  let state: 'listening' | 'polling' = 'polling'
  let closed = false
  let failures = 0
  let retry: NodeJS.Timeout | undefined

  const nudge = (channel: string, notice: string | null) => {
    for (const nudged of subscribers.get(channel) ?? []) nudged(notice)
  }
  const nudgeAll = () => {
    for (const channel of subscribers.keys()) nudge(channel, null)
  }

  async function connect(): Promise<void> {
    const fresh = new ListeningClient({
      connectionString: connectionUrl(url),
      application_name: 'breakwater-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    })
    let lost = false
    const lose = (err: unknown) => {
      if (lost) return
      lost = true
      if (client === fresh) client = null
      state = 'polling'
      // A connection that never came up is ended too; its own failure to end changes nothing.
      fresh.end().catch(() => undefined)
      if (closed) return
      log.warn({ err }, 'not listening: polling until the database is back')
      retry = setTimeout(() => void connect(), backOff[Math.min(failures, backOff.length - 1)])
      failures += 1
    }
    fresh.on('error', lose)
    fresh.on('end', () => lose(new Error('the connection ended')))
    try {
      await fresh.connect()
      await selfTest(fresh)
      if (closed) return void (await fresh.end())
      fresh.on('notification', ({ channel, payload }) => nudge(channel, payload ?? ''))
      client = fresh
      for (const channel of subscribers.keys()) await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`)
      failures = 0
      state = 'listening'
      nudgeAll()
    } catch (error) {
      lose(error)
    }
  }

  const poll = setInterval(nudgeAll, pollMilliseconds)
  // A failure here is the connection's failure, which its own handler sees.
  const beat = setInterval(() => void client?.query('SELECT 1').catch(() => undefined), heartbeat)
  await connect()

  return {
    subscribe(channel, nudged) {
      const first = !subscribers.has(channel)
      const set = subscribers.get(channel) ?? new Set()
      subscribers.set(channel, set.add(nudged))
      // A failure here is the connection's failure, which its own handler sees.
      if (first) client?.query(`LISTEN ${client.escapeIdentifier(channel)}`).catch(() => undefined)
      return () => void set.delete(nudged)
    },
    state: () => state,
    async close() {
      closed = true
      clearInterval(poll)
      clearInterval(beat)
      clearTimeout(retry)
      subscribers.clear()
      // A server that has vanished does not say good-bye.
      await Promise.race([client?.end(), wait(1_000)])
    },
  }
}

/** Sends itself a notice: a pooler that hands each statement to another session shows here, not in an incident. */
async function selfTest(client: Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const heard = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('notices do not arrive: is there a pooler in between?')), 2_000)
    client.once('notification', () => resolve())
  })
  // Both are awaited below; until then a rejection of one must not count as unhandled.
  heard.catch(() => undefined)
  try {
    await client.query(`LISTEN ${selfTestChannel}`)
    await client.query(`SELECT pg_notify('${selfTestChannel}', pg_backend_pid()::text)`)
    await heard
    await client.query(`UNLISTEN ${selfTestChannel}`)
  } finally {
    clearTimeout(timer)
  }
}
