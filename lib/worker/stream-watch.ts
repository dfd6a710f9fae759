import { setTimeout as wait } from 'node:timers/promises'
import type { JournalNotice } from '@/lib/db/append-entries'
import type { Database } from '@/lib/db/client'
import type { Listener } from '@/lib/db/listen'
import { createLog } from '@/lib/log'

/** Where a stream ends, and the stops that were ever registered for it. */
export interface StreamMark {
  hash: string
  stops: readonly string[]
}

/** An answer older than this says nothing any more: the next one is overdue. */
const goodFor = 1_500

/** Milliseconds: one append, seldom longer. */
const moment = 100

interface Watched {
  rings: Set<() => void>
  /** Counts what may have moved it, so that an answer to an older question is not believed. */
  notices: number
  mark: { is: StreamMark; asked: number } | null
  /** What this process appends to it now. */
  appending: Promise<unknown> | null
}

/**
 * Which streams have moved, asked in one statement for all that this worker drives: what has not moved costs nothing
 * more. A notice wakes whoever drives its stream, and nobody else; without notices every question does.
 */
export class StreamWatch {
  private readonly watched = new Map<string, Watched>()
  private asking = false

  constructor(
    private readonly database: Database,
    listener: Pick<Listener, 'subscribe'>,
  ) {
    listener.subscribe('journal', (text) => {
      const notice = text === null ? null : noticeIn(text)
      if (notice === null) void this.ask()
      else this.hear(notice)
    })
  }

  subscribe(stream: string, ring: () => void): () => void {
    const one = this.watched.get(stream) ?? { rings: new Set(), notices: 0, mark: null, appending: null }
    one.rings.add(ring)
    this.watched.set(stream, one)
    return () => {
      one.rings.delete(ring)
      if (one.rings.size === 0) this.watched.delete(stream)
    }
  }

  /** Null where the stream may have moved since it was last asked for. */
  mark(stream: string): StreamMark | null {
    const mark = this.watched.get(stream)?.mark ?? null
    return mark !== null && performance.now() - mark.asked < goodFor ? mark.is : null
  }

  /**
   * Does what appends to the stream, and takes the hash it ends at then for the mark: nothing has to be asked to know it.
   * Where the stream was heard to move meanwhile, what was heard stands, since it may be newer.
   */
  async appending<T>(stream: string, append: () => Promise<T>, endsAt: (appended: T) => string | null): Promise<T> {
    const one = this.watched.get(stream)
    if (one === undefined) return append()
    const before = one.mark?.is.hash
    const appending = append()
    one.appending = appending
    try {
      const appended = await appending
      const hash = endsAt(appended)
      if (hash !== null && one.mark !== null && one.mark.is.hash === before)
        one.mark = { ...one.mark, is: { ...one.mark.is, hash } }
      return appended
    } finally {
      one.appending = null
    }
  }

  /** A notice of an append comes before the answer to it: what is about to be known here is waited for, for a moment. */
  async settled(stream: string): Promise<void> {
    const appending = this.watched.get(stream)?.appending ?? null
    if (appending !== null) await Promise.race([appending.catch(() => undefined), wait(moment)])
  }

  private hear({ stream, hash }: JournalNotice): void {
    const one = this.watched.get(stream)
    if (one === undefined) return
    one.notices += 1
    const { mark } = one
    // Notices come in the order of the commits: what this one names is where the stream ends.
    one.mark = hash === undefined || mark === null ? null : { ...mark, is: { ...mark.is, hash } }
    for (const ring of one.rings) ring()
  }

  private async ask(): Promise<void> {
    if (this.asking || this.watched.size === 0) return
    this.asking = true
    const asked = performance.now()
    const before = new Map([...this.watched].map(([stream, { notices }]) => [stream, notices]))
    try {
      const rows = await this.database.$queryRaw<({ stream: string } & StreamMark)[]>`
        SELECT h.stream, h.hash, ARRAY(SELECT s.id::text FROM run_stop s WHERE s.stream = h.stream) AS stops
        FROM journal_head h WHERE h.stream = ANY(${[...before.keys()]}::text[])`
      for (const { stream, ...is } of rows) {
        const one = this.watched.get(stream)
        if (one === undefined || one.notices !== before.get(stream)) continue
        const moved = one.mark?.is.hash !== is.hash || one.mark.is.stops.length !== is.stops.length
        one.mark = { is, asked }
        if (moved) for (const ring of one.rings) ring()
      }
    } catch (error) {
      // Marks grow old, and whoever needs one asks the database themselves.
      createLog('worker').debug({ err: error }, 'the streams could not be asked for')
    } finally {
      this.asking = false
    }
  }
}

/** Null for what is none of the console's own: anybody on this database may notify. */
function noticeIn(text: string): JournalNotice | null {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null && 'stream' in said ? (said as JournalNotice) : null
  } catch {
    return null
  }
}
