import type { ReadingsNotice } from './changed-readings'
import { database, type Database } from '@/lib/db/client'
import { noteDatabase } from '@/lib/db/database-silence'
import { createKnownTime } from '@/lib/db/known-time'
import { lookAtWrites, storeError } from '@/lib/db/database-writes'
import { listen, type Listener } from '@/lib/db/listen'
import { env } from '@/lib/env'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { ClockOffset } from '@/lib/domain/view/health'
import type { LiveTime } from '@/lib/domain/view/live-message'
import { createLog } from '@/lib/log'
import { readChangedReadings, type ReadingTimes } from './changed-readings'
import { followJournal } from './follow-journal'
import { createComings } from './comings'
import { createBusyShare, stretchAfter, type Viewers } from './pace'
import { placeOf, savePresence, type Seen, type Viewer } from './presence'
import { serverTime } from './server-time'

export interface Subscriber {
  /** Of somebody who may act in an incident. */
  acts?: boolean
  /** Null for a page nobody looks at: it hears everything and marks nobody as here. */
  viewer: Viewer | null
  entries(batch: readonly PositionedEntry[]): void
  readings(notices: ReadingsNotice[]): void
  presence(): void
  /** Whether the journal can be read has changed. */
  journal(): void
  /** What was given to it is no longer whole, or no longer true: it ends and comes again as a new one. */
  afresh(): void
}

export interface LiveHub {
  /** Every entry up to here has been given to the subscribers. */
  position(): number
  journal(): 'readable' | 'unreadable'
  /** Milliseconds since the journal was last heard; null while it is readable. */
  unheardFor(): number | null
  time(): LiveTime
  /** Of this machine's own clock, which nothing here is dated by. */
  clock(): ClockOffset | null
  /** How many streams are open here. */
  viewers(): Viewers
  subscribe(subscriber: Subscriber): () => void
  close(): Promise<void>
}

const presenceMilliseconds = 4_000
/** A read of the journal that takes longer than this hangs: viewers are told before it comes back, if it ever does. */
const readLimitMilliseconds = 2_500
const watchMilliseconds = 250
const timeMilliseconds = 1_000
/** How often this process looks how busy it is. */
const busyMilliseconds = 1_000
const presenceNewsMilliseconds = 1_000
/** Readings are no news to be told at once: nobody is notified of them, which would hold up every append there is. */
const readingsMilliseconds = 500
/** How often this process looks whether the database takes what is recorded. */
const writesMilliseconds = 1_000

/**
 * One listener and one reader of the journal for all viewers of this process. Entries are read, not taken from the
 * notice: NOTIFY only says when to look, and a poll says so too.
 */
export async function startHub(db: Database, listener: Listener): Promise<LiveHub> {
  const log = createLog('live')
  /** With when each was opened: it decides which of a person's pages says where they are. */
  const subscribers = new Map<Subscriber, Date>()
  const readingTimes: ReadingTimes = new Map()
  const known = createKnownTime(db)
  await known.synchronise()
  let journal: 'readable' | 'unreadable' = 'readable'
  let journalHeardAt = performance.now()
  let readingSince: number | null = null

  /** One that fails has missed something, and takes nothing from those behind it. */
  const tellAll = (what: (one: Subscriber) => void) => {
    for (const subscriber of [...subscribers.keys()])
      try {
        what(subscriber)
      } catch (err) {
        log.warn({ err }, 'a viewer could not be told; it has to come again')
        endOf(subscriber)
      }
  }
  const endOf = (subscriber: Subscriber) => {
    try {
      subscriber.afresh()
    } catch {
      subscribers.delete(subscriber)
    }
  }
  const followed = await followJournal(db, {
    entries: (batch) => {
      // What is given was read: nobody is told of it under a journal that cannot be read.
      found('readable')
      readingSince = performance.now()
      tellAll((one) => one.entries(batch))
    },
    replaced: () => {
      log.warn('the journal lost its end: another database took over; viewers start afresh')
      tellAll((one) => one.afresh())
    },
  })
  const found = (now: 'readable' | 'unreadable', err?: unknown) => {
    noteDatabase(now === 'unreadable' ? 'silent' : 'answers')
    if (now === 'readable') journalHeardAt = performance.now()
    if (journal === now) return
    journal = now
    if (now === 'unreadable') log.warn({ err }, 'the journal cannot be read; viewers are told')
    tellAll((one) => one.journal())
  }
  const readJournal = oneAtATime(async () => {
    readingSince = performance.now()
    try {
      await followed.read()
      found('readable')
    } catch (err) {
      found('unreadable', err)
    } finally {
      readingSince = null
    }
  })
  const lookAgain = oneAtATime(async () => {
    const changed = await lookAtWrites(db).catch(() => false)
    if (changed) tellAll((one) => one.journal())
  })
  const writes = setInterval(() => void lookAgain(), writesMilliseconds)
  const watch = setInterval(() => {
    if (readingSince !== null && performance.now() - readingSince > readLimitMilliseconds)
      found('unreadable', new Error(`no answer within ${readLimitMilliseconds} ms`))
  }, watchMilliseconds)
  const readReadings = oneAtATime(async () => {
    if (subscribers.size === 0) return
    const notices = await readChangedReadings(db, readingTimes).catch(() => [])
    if (notices.length > 0) tellAll((one) => one.readings(notices))
  })
  // An answer that does not come leaves what is known to widen.
  const learnTime = oneAtATime(() => known.synchronise().catch(() => undefined))
  // Told at most so often: while everybody comes, each who does would be told to each who is here.
  let presenceIsNews = false
  const tellPresence = () => {
    if (!presenceIsNews) return
    presenceIsNews = false
    tellAll((one) => one.presence())
  }
  const busyShare = createBusyShare()
  let stretch = 1
  const timers = [
    setInterval(() => (stretch = stretchAfter(stretch, busyShare())), busyMilliseconds),
    setInterval(tellPresence, presenceNewsMilliseconds),
    setInterval(readReadings, readingsMilliseconds),
    setInterval(learnTime, timeMilliseconds),
  ]
  const stops = [
    listener.subscribe('journal', readJournal),
    // A poll is no news about people: only a notice is.
    listener.subscribe('presence', (notice) => {
      if (notice !== null) presenceIsNews = true
    }),
  ]
  const here = (): Seen[] =>
    [...subscribers].flatMap(([{ viewer }, openedAt]) => (viewer === null ? [] : [{ viewer, openedAt }]))
  const placeLeft = (personId: string) => placeOf(here().filter((one) => one.viewer.personId === personId))
  const keeping = new Set<Promise<void>>()
  const keep = (work: () => Promise<void>) => {
    const kept = work()
      .catch((err: unknown) => log.warn({ err: storeError(err) }, 'presence was not kept'))
      .finally(() => keeping.delete(kept))
    keeping.add(kept)
  }
  const comings = createComings(db)
  const timer = setInterval(() => {
    const seen = here()
    if (seen.length === 0) return
    keep(() => savePresence(db, seen))
    // With no worker nothing else makes a page look again: it would take everybody for gone.
    presenceIsNews = true
  }, presenceMilliseconds)

  return {
    position: followed.position,
    viewers: () => ({
      all: subscribers.size,
      acting: [...subscribers.keys()].reduce((count, { acts }) => count + (acts === true ? 1 : 0), 0),
      stretch,
    }),
    journal: () => journal,
    unheardFor: () => (journal === 'readable' ? null : performance.now() - journalHeardAt),
    time: () => serverTime(known),
    clock: () => known.offset(),
    subscribe(subscriber) {
      const { viewer } = subscriber
      const openedAt = new Date(known.now())
      subscribers.set(subscriber, openedAt)
      if (viewer !== null) keep(() => comings.here({ viewer, openedAt }))
      return () => {
        if (!subscribers.delete(subscriber) || viewer === null) return
        const gone = { viewer, openedAt }
        const left = placeLeft(viewer.personId)
        keep(() => (left === null ? comings.here(gone) : comings.here(left, gone)))
      }
    },
    async close() {
      clearInterval(timer)
      clearInterval(watch)
      for (const one of timers) clearInterval(one)
      clearInterval(writes)
      for (const stop of stops) stop()
      await Promise.all(keeping)
      await listener.close()
    },
  }
}

/** Runs `work` once more after the present run, however often it was asked for meanwhile, and however that ended. */
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
        try {
          await work()
        } catch (err) {
          createLog('live').warn({ err }, 'a look at the database failed; it comes again')
        }
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
