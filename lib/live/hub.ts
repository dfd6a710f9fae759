import { database, type Database } from '@/lib/db/client'
import { noteDatabase } from '@/lib/db/database-silence'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { listen, type Listener } from '@/lib/db/listen'
import { readSince } from '@/lib/db/read-since'
import { env } from '@/lib/env'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { createLog } from '@/lib/log'
import { readChangedReadings, type ReadingTimes } from './changed-readings'
import { giveUpPlace, notifyPresence, savePresence, type Seen, type Viewer } from './presence'

export interface ReadingsNotice {
  plan: string
  environment: string
  names: string[]
}

export interface Subscriber {
  /** Null for a page nobody looks at: it hears everything and marks nobody as here. */
  viewer: Viewer | null
  entries(batch: readonly PositionedEntry[]): void
  readings(notices: ReadingsNotice[]): void
  presence(): void
  /** Whether the journal can be read has changed. */
  journal(): void
}

export interface LiveHub {
  /** Every entry up to here has been given to the subscribers. */
  position(): number
  journal(): 'readable' | 'unreadable'
  subscribe(subscriber: Subscriber): () => void
  close(): Promise<void>
}

const presenceMilliseconds = 4_000
/** A read of the journal that takes longer than this hangs: viewers are told before it comes back, if it ever does. */
const readLimitMilliseconds = 2_500
const watchMilliseconds = 250

/**
 * One listener and one reader of the journal for all viewers of this process. Entries are read, not taken from the
 * notice: NOTIFY only says when to look, and a poll says so too.
 */
export async function startHub(db: Database, listener: Listener): Promise<LiveHub> {
  const log = createLog('live')
  /** With when each was opened: of a person's pages the newest says where they are. */
  const subscribers = new Map<Subscriber, Date>()
  const readingTimes: ReadingTimes = new Map()
  let position = await journalHorizon(db)
  let journal: 'readable' | 'unreadable' = 'readable'
  let readingSince: number | null = null

  const found = (now: 'readable' | 'unreadable', err?: unknown) => {
    noteDatabase(now === 'unreadable' ? 'silent' : 'answers')
    if (journal === now) return
    journal = now
    if (now === 'unreadable') log.warn({ err }, 'the journal cannot be read; viewers are told')
    for (const subscriber of subscribers.keys()) subscriber.journal()
  }
  const readJournal = oneAtATime(async () => {
    try {
      for (;;) {
        readingSince = performance.now()
        const batch = await readSince(db, position)
        found('readable')
        const last = batch.at(-1)
        if (last === undefined) return
        position = last.position
        for (const subscriber of subscribers.keys()) subscriber.entries(batch)
      }
    } catch (err) {
      found('unreadable', err)
    } finally {
      readingSince = null
    }
  })
  const watch = setInterval(() => {
    if (readingSince !== null && performance.now() - readingSince > readLimitMilliseconds)
      found('unreadable', new Error(`no answer within ${readLimitMilliseconds} ms`))
  }, watchMilliseconds)
  const readReadings = oneAtATime(async () => {
    if (subscribers.size === 0) return
    const notices = await readChangedReadings(db, readingTimes).catch(() => [])
    if (notices.length > 0) for (const subscriber of subscribers.keys()) subscriber.readings(notices)
  })
  const stops = [
    listener.subscribe('journal', readJournal),
    listener.subscribe('reading', readReadings),
    // A poll is no news about people: only a notice is.
    listener.subscribe('presence', (notice) => {
      if (notice !== null) for (const subscriber of subscribers.keys()) subscriber.presence()
    }),
  ]
  const here = (): Seen[] =>
    [...subscribers].flatMap(([{ viewer }, openedAt]) => (viewer === null ? [] : [{ viewer, openedAt }]))
  const keeping = new Set<Promise<void>>()
  const keep = (work: () => Promise<void>) => {
    const kept = work()
      .catch((err: unknown) => log.warn({ err }, 'presence was not kept'))
      .finally(() => keeping.delete(kept))
    keeping.add(kept)
  }
  const comesOrGoes = async (seen: readonly Seen[]) => {
    await savePresence(db, seen)
    await notifyPresence(db)
  }
  const timer = setInterval(() => {
    const seen = here()
    if (seen.length > 0) keep(() => savePresence(db, seen))
  }, presenceMilliseconds)

  return {
    position: () => position,
    journal: () => journal,
    subscribe(subscriber) {
      const { viewer } = subscriber
      const openedAt = new Date()
      subscribers.set(subscriber, openedAt)
      if (viewer !== null) keep(() => comesOrGoes([{ viewer, openedAt }]))
      return () => {
        if (!subscribers.delete(subscriber) || viewer === null) return
        const left = here().filter((one) => one.viewer.personId === viewer.personId)
        keep(async () => {
          if (left.length > 0) await giveUpPlace(db, { viewer, openedAt })
          await comesOrGoes(left.length > 0 ? left : [{ viewer, openedAt }])
        })
      }
    },
    async close() {
      clearInterval(timer)
      clearInterval(watch)
      for (const stop of stops) stop()
      await Promise.all(keeping)
      await listener.close()
    },
  }
}

/** Runs `work` once more after the present run, however often it was asked for meanwhile. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false
  let again = false
  return function run(): void {
    again = true
    if (running) return
    running = true
    void (async () => {
      while (again) {
        again = false
        await work()
      }
      running = false
    })()
  }
}

const shared = globalThis as { [key: symbol]: Promise<LiveHub> | undefined }
const key = Symbol.for('breakwater.live-hub')

/** The hub of this process, started with the first viewer. A start that fails is tried again by the next. */
export function liveHub(): Promise<LiveHub> {
  return (shared[key] ??= (async () => {
    const { databaseUrl } = env()
    if (databaseUrl === null) throw new Error('DATABASE_URL is not set')
    const listener = await listen(databaseUrl)
    try {
      return await startHub(database(), listener)
    } catch (error) {
      await listener.close()
      throw error
    }
  })().catch((error: unknown) => {
    shared[key] = undefined
    throw error
  }))
}
