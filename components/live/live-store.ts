import { refusesWords } from '@/lib/domain/database-refuses'
import type { ByeReason, LiveBeat, LiveEntry } from '@/lib/domain/view/live-message'
import { heardNow, heardUntil, type LastHeard } from './last-heard'

/** asking: the stream does not come through, but the server answers when it is asked every few seconds. */
export type Connection = 'connecting' | 'connected' | 'asking' | 'lost' | 'signed-out'

/** Views are as new as the server has them, by the stream or by asking. */
export function isLive(connection: Connection): boolean {
  return connection === 'connected' || connection === 'asking'
}

export interface LiveSnapshot extends LastHeard {
  connection: Connection
  /** Why it is lost or only asks, in words; null where there is nothing to say. */
  problem: string | null
  /** When the next try is due, on this browser's clock. */
  retryAt: number | null
  /** The newest journal position heard of. */
  position: number
  /** The server's time with the last beat, for clocks. */
  serverNow: string | null
  /** Give or take how many milliseconds; null while the server does not know the time itself. */
  clockWithin: number | null
  /** The server's time when the line was last found again: a view older than that speaks of before. */
  backSince: string | null
}

export interface LiveListener {
  entry(entry: LiveEntry): void
  readings(names: readonly string[]): void
  presence(): void
  /** Connected, for the first time or again: whatever was shown may be old. */
  connected(): void
  /** How far apart the server wants this page's askings, milliseconds. */
  pace(milliseconds: number): void
}

const silenceMilliseconds = 7_500
/** A stream that says nothing for this long is asked beside, as often as `askMilliseconds`. */
const quietMilliseconds = 2_500
const askMilliseconds = 3_000
/**
 * A hidden page lets its connection go: a browser opens six to a host, and forgotten tabs must never keep an abort
 * waiting. Shown again, it has replayed to it what it missed.
 */
const hiddenMilliseconds = 30_000
const backOff = [500, 1_000, 2_000, 3_000, 5_000] as const

/**
 * The browser's end of the live stream, outside React: one connection a tab. A server that is silent for longer than
 * its beat is lost, whatever the socket believes.
 */
export function createLiveStore(start: number, listener: LiveListener) {
  let snapshot: LiveSnapshot = {
    connection: 'connecting',
    problem: null,
    lastHeardAt: null,
    lastHeardOn: null,
    retryAt: null,
    position: start,
    serverNow: null,
    clockWithin: null,
    backSince: null,
  }
  const first = snapshot // As the page was made: a part of it that is taken up late begins with the same.
  const subscribers = new Set<() => void>()
  let source: EventSource | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let watchdog: ReturnType<typeof setInterval> | undefined
  let failures = 0
  /** When the present stream was opened, and when any stream last spoke: one that never spoke is as silent as any. */
  let openedAt = 0
  let streamHeardAt = 0
  let askedAt = 0
  let incident: string | null = null
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined
  let asleep = false
  let listensHidden = false
  /** Hidden for long: the stream, if there is one, does not say that somebody is here. */
  let background = false
  /** Newer pages of the session have the streams: this one asks until it is looked at again. */
  let gaveWay = false

  const set = (change: Partial<LiveSnapshot>) => {
    snapshot = { ...snapshot, ...change }
    for (const subscriber of subscribers) subscriber()
  }
  const dropStream = (problem: string) => {
    source?.close()
    source = null
    if (snapshot.connection === 'signed-out' || asleep) return
    clearTimeout(retryTimer)
    const wait = backOff[Math.min(failures, backOff.length - 1)] ?? 5_000
    failures += 1
    retryTimer = setTimeout(() => void reconnect(), wait)
    if (snapshot.connection !== 'asking') set({ connection: 'lost', problem, retryAt: Date.now() + wait })
  }
  const lose = (problem: string, beat: LiveBeat, at: number) =>
    set({ connection: 'lost', problem, ...heardUntil(snapshot, isLive(snapshot.connection), beat, at), retryAt: null })
  /** Anything that proves the server lives; `how` it was heard. */
  const heard = (how: 'connected' | 'asking', beat?: LiveBeat) => {
    const at = Date.now()
    if (how === 'connected') streamHeardAt = at
    if (beat?.pace !== undefined) listener.pace(beat.pace)
    if (beat?.journal === 'unreadable') return lose('The journal cannot be read.', beat, at)
    if (beat?.refuses !== undefined) return lose(refusesWords[beat.refuses], beat, at)
    // Only a beat says whether it is found again; whatever else comes is no word from the journal.
    if (beat === undefined && snapshot.connection === 'lost') return
    const same = beat === undefined || snapshot.connection === how
    const back = beat !== undefined && !isLive(snapshot.connection)
    set({
      ...heardNow(snapshot, at, beat?.now ?? null),
      ...(beat === undefined
        ? {}
        : {
            serverNow: beat.now ?? snapshot.serverNow,
            clockWithin: beat.within,
            position: Math.max(snapshot.position, beat.position),
          }),
      ...(back ? { backSince: beat.now } : {}),
      ...(same ? {} : { connection: how, problem: gaveWay ? 'Newer pages of yours have it.' : null, retryAt: null }),
    })
    // Without a stream nobody says what changed: everything is looked at again, each time.
    if (!same || how === 'asking') listener.connected()
  }
  const signOut = () => {
    source?.close()
    source = null
    clearTimeout(retryTimer)
    set({ connection: 'signed-out', problem: 'You are signed out.', retryAt: null })
  }
  /** Asks the server itself, whatever becomes of the stream. */
  async function ask(): Promise<LiveBeat | 'signed-out' | null> {
    askedAt = Date.now()
    try {
      const response = await fetch('/api/live', { cache: 'no-store', signal: AbortSignal.timeout(askMilliseconds) })
      if (response.status === 401) return 'signed-out'
      const body = (await response.json()) as Partial<LiveBeat>
      return body.journal === undefined ? null : (body as LiveBeat)
    } catch {
      return null
    }
  }
  async function askBeside(): Promise<void> {
    const answer = await ask()
    if (asleep || snapshot.connection === 'signed-out' || (source !== null && streamHeardAt >= openedAt)) return
    if (answer === 'signed-out') return signOut()
    if (answer !== null) return heard('asking', answer)
    if (snapshot.connection === 'asking')
      set({ connection: 'lost', problem: 'The server does not answer.', retryAt: null })
  }
  async function reconnect(): Promise<void> {
    if ((await ask()) === 'signed-out') return signOut()
    if (source === null && !asleep) connect()
  }
  function watch(): void {
    if (asleep || snapshot.connection === 'signed-out') return
    const now = Date.now()
    const quiet = now - Math.max(streamHeardAt, openedAt)
    if (source !== null && quiet > silenceMilliseconds) dropStream('The server has gone silent.')
    const speaks = source !== null && streamHeardAt >= openedAt
    if (!speaks && quiet > quietMilliseconds && now - askedAt >= askMilliseconds) void askBeside()
  }
  function connect(): void {
    const place = incident === null ? '' : `&incident=${encodeURIComponent(incident)}`
    const hidden = background ? '&background' : ''
    const opened = new EventSource(`/api/stream?after=${snapshot.position}${place}${hidden}`)
    source = opened
    gaveWay = false
    openedAt = Date.now()
    const on = (event: string, handle: (data: unknown) => void) =>
      opened.addEventListener(event, (message) => {
        if (source === opened) handle(JSON.parse((message as MessageEvent<string>).data))
      })
    on('hello', (data) => {
      failures = 0
      heard('connected', data as LiveBeat)
    })
    on('beat', (data) => heard('connected', data as LiveBeat))
    on('entry', (data) => {
      const entry = data as LiveEntry
      set({ position: Math.max(snapshot.position, entry.position) })
      heard('connected')
      listener.entry(entry)
    })
    on('readings', (data) => {
      heard('connected')
      listener.readings((data as { names: string[] }[]).flatMap((notice) => notice.names))
    })
    on('presence', () => {
      heard('connected')
      listener.presence()
    })
    on('bye', (data) => {
      const { reason } = data as { reason: ByeReason }
      if (reason === 'afresh') set({ position: 0 })
      if (reason !== 'elsewhere') return dropStream('The server ended the connection.')
      gaveWay = true
      opened.close()
      source = null
      void askBeside()
    })
    opened.onerror = () => {
      if (source === opened) dropStream('The server does not answer.')
    }
  }
  const offline = () => {
    if (snapshot.connection === 'asking') set({ connection: 'lost', problem: 'This device is offline.' })
    dropStream('This device is offline.')
  }
  const online = () => retryNow()
  function retryNow(): void {
    clearTimeout(retryTimer)
    if (gaveWay) void askBeside()
    else if (source === null && !asleep) void reconnect()
  }
  /** Signed in again meanwhile, perhaps in another tab: looked at when the page is, once each time. */
  async function lookAgain(): Promise<void> {
    const answer = await ask()
    if (answer === null || answer === 'signed-out' || snapshot.connection !== 'signed-out') return
    set({ connection: 'connecting', problem: null })
    connect()
  }
  const visibility = () => {
    clearTimeout(hiddenTimer)
    if (document.visibilityState === 'hidden') return void (hiddenTimer = setTimeout(rest, hiddenMilliseconds))
    const slept = asleep
    asleep = false
    background = false
    if (snapshot.connection === 'signed-out') void lookAgain()
    // The page in front is where its person is: the room hears it from a stream that is opened now.
    else if (slept || gaveWay || source !== null) reopen()
  }
  function reopen(): void {
    source?.close()
    connect()
  }
  function rest(): void {
    if (snapshot.connection === 'signed-out') return
    background = true
    if (!listensHidden) return sleep()
    if (source !== null) reopen()
  }
  function sleep(): void {
    asleep = true
    source?.close()
    source = null
    clearTimeout(retryTimer)
    set({ connection: 'connecting', problem: null, retryAt: null })
  }
  /** Whether this tab goes on hearing while it is hidden. */
  function listenWhileHidden(on: boolean): void {
    listensHidden = on
    if (!background || snapshot.connection === 'signed-out') return
    if (!on && !asleep) sleep()
    else if (on && asleep) {
      asleep = false
      connect()
    }
  }

  return {
    read: () => snapshot,
    first: () => first,
    subscribe(subscriber: () => void): () => void {
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },
    retryNow,
    /** The server has said so to somebody else who asked. */
    signOut,
    /** The incident this page shows, told to the room: the stream is opened anew, from where it was. */
    lookAt(next: string | null) {
      if (next === incident) return
      incident = next
      if (source !== null) reopen()
    },
    listenWhileHidden,
    open() {
      connect()
      watchdog = setInterval(watch, 500)
      document.addEventListener('visibilitychange', visibility)
      window.addEventListener('offline', offline)
      window.addEventListener('online', online)
    },
    close() {
      source?.close()
      source = null
      clearTimeout(retryTimer)
      clearInterval(watchdog)
      clearTimeout(hiddenTimer)
      document.removeEventListener('visibilitychange', visibility)
      window.removeEventListener('offline', offline)
      window.removeEventListener('online', online)
    },
  }
}

export type LiveStore = ReturnType<typeof createLiveStore>
