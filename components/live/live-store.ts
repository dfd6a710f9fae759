import type { LiveBeat, LiveEntry } from '@/lib/domain/view/live-message'

export type Connection = 'connecting' | 'connected' | 'lost' | 'signed-out'

export interface LiveSnapshot {
  connection: Connection
  /** Why it is lost, in words; null while it is not. */
  problem: string | null
  /** When anything was last heard, on this browser's clock; null before the first word. */
  lastHeardAt: number | null
  /** When the next try is due, on this browser's clock. */
  retryAt: number | null
  /** The newest journal position heard of. */
  position: number
  /** The server's time with the last beat, for clocks. */
  serverNow: string | null
}

export interface LiveListener {
  entry(entry: LiveEntry): void
  readings(names: readonly string[]): void
  presence(): void
  /** Connected, for the first time or again: whatever was shown may be old. */
  connected(): void
}

const silenceMilliseconds = 7_500
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
    retryAt: null,
    position: start,
    serverNow: null,
  }
  const subscribers = new Set<() => void>()
  let source: EventSource | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let watchdog: ReturnType<typeof setInterval> | undefined
  let failures = 0
  let incident: string | null = null
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined
  let asleep = false

  const set = (change: Partial<LiveSnapshot>) => {
    snapshot = { ...snapshot, ...change }
    for (const subscriber of subscribers) subscriber()
  }
  const lose = (problem: string) => {
    source?.close()
    source = null
    if (snapshot.connection === 'signed-out' || asleep) return
    clearTimeout(retryTimer)
    const wait = backOff[Math.min(failures, backOff.length - 1)] ?? 5_000
    failures += 1
    set({ connection: 'lost', problem, retryAt: Date.now() + wait })
    retryTimer = setTimeout(() => void reconnect(), wait)
  }
  const heard = (beat?: LiveBeat) => {
    const unreadable = beat?.journal === 'unreadable'
    if (unreadable) return set({ connection: 'lost', problem: 'The journal cannot be read.', lastHeardAt: Date.now() })
    const known = beat === undefined || snapshot.connection === 'connected'
    set({
      lastHeardAt: Date.now(),
      ...(beat === undefined ? {} : { serverNow: beat.now, position: Math.max(snapshot.position, beat.position) }),
      ...(known ? {} : { connection: 'connected', problem: null, retryAt: null }),
    })
    if (!known) listener.connected()
  }
  async function reconnect(): Promise<void> {
    if (await signedOut()) return set({ connection: 'signed-out', problem: 'You are signed out.', retryAt: null })
    connect()
  }
  function connect(): void {
    const place = incident === null ? '' : `&incident=${encodeURIComponent(incident)}`
    const opened = new EventSource(`/api/stream?after=${snapshot.position}${place}`)
    source = opened
    const on = (event: string, handle: (data: unknown) => void) =>
      opened.addEventListener(event, (message) => {
        if (source === opened) handle(JSON.parse((message as MessageEvent<string>).data))
      })
    on('hello', (data) => {
      failures = 0
      heard(data as LiveBeat)
    })
    on('beat', (data) => heard(data as LiveBeat))
    on('entry', (data) => {
      const entry = data as LiveEntry
      set({ position: Math.max(snapshot.position, entry.position) })
      heard()
      listener.entry(entry)
    })
    on('readings', (data) => {
      heard()
      listener.readings((data as { names: string[] }[]).flatMap((notice) => notice.names))
    })
    on('presence', () => {
      heard()
      listener.presence()
    })
    on('bye', () => lose('The server ended the connection.'))
    opened.onerror = () => {
      if (source === opened) lose('The server does not answer.')
    }
  }
  const offline = () => lose('This device is offline.')
  const online = () => retryNow()
  function retryNow(): void {
    clearTimeout(retryTimer)
    if (source === null && !asleep) void reconnect()
  }
  const visibility = () => {
    clearTimeout(hiddenTimer)
    if (document.visibilityState === 'hidden') hiddenTimer = setTimeout(sleep, hiddenMilliseconds)
    else if (asleep) {
      asleep = false
      connect()
    }
  }
  function sleep(): void {
    if (snapshot.connection === 'signed-out') return
    asleep = true
    source?.close()
    source = null
    clearTimeout(retryTimer)
    set({ connection: 'connecting', problem: null, retryAt: null })
  }

  return {
    read: () => snapshot,
    subscribe(subscriber: () => void): () => void {
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },
    retryNow,
    /** The incident this page shows, told to the room: the stream is opened anew, from where it was. */
    lookAt(next: string | null) {
      if (next === incident) return
      incident = next
      if (source === null) return
      source.close()
      connect()
    },
    open() {
      connect()
      watchdog = setInterval(() => {
        const silent = snapshot.lastHeardAt !== null && Date.now() - snapshot.lastHeardAt > silenceMilliseconds
        if (silent && source !== null) lose('The server has gone silent.')
      }, 500)
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

/** Only a clear answer counts: a server that cannot be reached has signed nobody out. */
async function signedOut(): Promise<boolean> {
  try {
    const response = await fetch('/api/auth/session', { cache: 'no-store' })
    return response.ok && Object.keys((await response.json()) as object).length === 0
  } catch {
    return false
  }
}
