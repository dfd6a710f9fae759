import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveStore, type LiveListener } from './live-store'

/** The browser's side of a stream, as far as the store can tell. */
class Source extends EventTarget {
  static opened: Source[] = []
  onerror: (() => void) | null = null
  closed = false
  constructor(readonly url: string) {
    super()
    Source.opened.push(this)
  }
  close() {
    this.closed = true
  }
  say(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
  beat(event: 'hello' | 'beat' = 'hello', change: object = {}) {
    this.say(event, { now: '2026-11-19T03:00:00.000Z', position: 7, journal: 'readable', ...change })
  }
}
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
let signedIn = true
/** What `/api/live` answers; null: the server cannot be reached. */
let pulse: { journal: 'readable' | 'unreadable' } | null = { journal: 'readable' }
let asked = 0

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', page)
  vi.stubGlobal('fetch', (path: string) => {
    asked += 1
    expect(path).toBe('/api/live')
    if (pulse === null) return Promise.reject(new TypeError('failed to fetch'))
    if (!signedIn) return Promise.resolve(Response.json({ code: 'forbidden' }, { status: 401 }))
    return Promise.resolve(Response.json({ now: '2026-11-19T03:00:09.000Z', position: 11, ...pulse }))
  })
  Source.opened = []
  signedIn = true
  pulse = { journal: 'readable' }
  asked = 0
  page.visibilityState = 'visible'
})
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stores: ReturnType<typeof createLiveStore>[] = []

function open() {
  const heard: string[] = []
  const listener: LiveListener = {
    entry: (entry) => heard.push(`entry ${entry.position}`),
    readings: (names) => heard.push(`readings ${names.join()}`),
    presence: () => heard.push('presence'),
    connected: () => heard.push('connected'),
    pace: (milliseconds) => heard.push(`pace ${milliseconds}`),
  }
  const store = createLiveStore(5, listener)
  store.open()
  stores.push(store)
  const newest = () => {
    const source = Source.opened.at(-1)
    if (source === undefined) throw new Error('nothing was opened')
    return source
  }
  return { store, heard, newest }
}

describe('the live connection', () => {
  it('keeps what the page was made with, for parts of it that are taken up late', () => {
    const { store, newest } = open()
    newest().beat()
    expect(store.read().connection).toBe('connected')
    expect(store.first()).toMatchObject({ connection: 'connecting', lastHeardAt: null, serverNow: null })
  })

  it('asks for what came after the page was made, and is connected only once something was heard', () => {
    const { store, heard, newest } = open()
    expect(newest().url).toBe('/api/stream?after=5')
    expect(store.read().connection).toBe('connecting')
    newest().beat()
    expect(store.read()).toMatchObject({ connection: 'connected', position: 7, serverNow: '2026-11-19T03:00:00.000Z' })
    expect(heard).toEqual(['connected'])
  })

  it('is lost at once on an error, comes back by itself and goes on from the last position', async () => {
    const { store, heard, newest } = open()
    newest().beat()
    newest().say('entry', { position: 9, stream: 'incident:i-1', sequence: 3, type: 'x', at: 'now' })
    newest().onerror?.()
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The server does not answer.' })
    await vi.advanceTimersByTimeAsync(600)
    expect(newest().url).toBe('/api/stream?after=9')
    newest().beat()
    expect(store.read()).toMatchObject({ connection: 'connected', problem: null, retryAt: null })
    expect(heard).toEqual(['connected', 'entry 9', 'connected'])
  })

  it('forgets its position when it is told to start afresh: that is none of the journal that is there now', async () => {
    const { store, heard, newest } = open()
    newest().beat()
    newest().say('bye', { reason: 'afresh' })
    await vi.advanceTimersByTimeAsync(600)
    expect(newest().url).toBe('/api/stream?after=0')
    newest().beat('hello', { position: 3 })
    expect(store.read()).toMatchObject({ connection: 'connected', position: 3 })
    expect(heard).toEqual(['connected', 'connected'])
  })

  it('is lost when the server goes silent, whatever the socket believes', async () => {
    pulse = null
    const { store, newest } = open()
    newest().beat()
    await vi.advanceTimersByTimeAsync(5_000)
    newest().beat('beat')
    await vi.advanceTimersByTimeAsync(7_000)
    expect(store.read().connection).toBe('connected')
    await vi.advanceTimersByTimeAsync(1_500)
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The server has gone silent.' })
  })

  it('is lost while the server lives but cannot read the journal', () => {
    const { store, newest } = open()
    newest().beat()
    newest().beat('beat', { journal: 'unreadable' })
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The journal cannot be read.' })
    newest().beat('beat')
    expect(store.read().connection).toBe('connected')
  })

  it.each([
    ['the journal cannot be read', { journal: 'unreadable' }],
    ['the database takes nothing', { refuses: 'full' }],
  ])('is lost since one moment while %s, however often that is said', async (_, trouble) => {
    const { store, newest } = open()
    newest().beat()
    await vi.advanceTimersByTimeAsync(6_000)
    const lost = Date.now() - 2_500
    for (let said = 0; said < 4; said += 1) {
      newest().beat('beat', { ...trouble, downFor: Date.now() - lost, now: null, within: null })
      newest().say('presence', {})
      expect(store.read()).toMatchObject({
        connection: 'lost',
        lastHeardAt: lost,
        lastHeardOn: '2026-11-19T03:00:03.500Z',
      })
      await vi.advanceTimersByTimeAsync(5_000)
    }
    newest().beat('beat')
    expect(store.read()).toMatchObject({ connection: 'connected', lastHeardAt: Date.now() })
  })

  it('knows from the first beat since when the journal is silent, on a page that was opened meanwhile', () => {
    const { store, newest } = open()
    newest().beat('hello', { journal: 'unreadable', downFor: 17_000 })
    expect(store.read()).toMatchObject({
      connection: 'lost',
      lastHeardAt: Date.now() - 17_000,
      lastHeardOn: '2026-11-19T02:59:43.000Z',
    })
  })

  it('is as old as what it heard itself where it was cut off before the journal fell silent', async () => {
    const { store, newest } = open()
    newest().beat()
    const heard = Date.now()
    newest().onerror?.()
    pulse = null
    await vi.advanceTimersByTimeAsync(600)
    newest().beat('hello', { journal: 'unreadable', downFor: 100 })
    expect(store.read()).toMatchObject({ connection: 'lost', lastHeardAt: heard })
  })

  it('is lost while the database takes nothing, with the reason and what to do', () => {
    const { store, newest } = open()
    newest().beat()
    newest().beat('beat', { refuses: 'full' })
    expect(store.read().connection).toBe('lost')
    expect(store.read().problem).toContain('its disk is full. Make room')
    newest().beat('beat')
    expect(store.read()).toMatchObject({ connection: 'connected', problem: null })
  })

  it('is lost within seconds when nothing was ever heard, though the socket is open', async () => {
    pulse = null
    const { store } = open()
    await vi.advanceTimersByTimeAsync(7_000)
    expect(store.read().connection).toBe('connecting')
    await vi.advanceTimersByTimeAsync(1_500)
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The server has gone silent.' })
  })

  it('asks beside a stream that something holds back, looks at everything again, and trusts the stream once it speaks', async () => {
    const { store, heard, newest } = open()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(store.read()).toMatchObject({ connection: 'asking', position: 11, serverNow: '2026-11-19T03:00:09.000Z' })
    expect(heard).toEqual(['connected'])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(store.read().connection).toBe('asking')
    expect(heard.length).toBeGreaterThanOrEqual(6)
    expect(heard.length).toBeLessThanOrEqual(9)
    newest().beat()
    expect(store.read().connection).toBe('connected')
    const before = asked
    await vi.advanceTimersByTimeAsync(3_000)
    expect(asked).toBe(before)
  })

  it('says that the journal cannot be read when only asking finds it out', async () => {
    pulse = { journal: 'unreadable' }
    const { store } = open()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The journal cannot be read.' })
    pulse = { journal: 'readable' }
    await vi.advanceTimersByTimeAsync(4_000)
    expect(store.read().connection).toBe('asking')
  })

  it('knows since when it hears again, so that nothing older is taken for now', async () => {
    const { store, newest } = open()
    newest().beat()
    expect(store.read().backSince).toBe('2026-11-19T03:00:00.000Z')
    newest().onerror?.()
    await vi.advanceTimersByTimeAsync(600)
    newest().beat('hello', { now: '2026-11-19T03:10:00.000Z' })
    expect(store.read().backSince).toBe('2026-11-19T03:10:00.000Z')
  })

  it('asks nothing more once somebody was told that nobody is signed in, until the page is looked at again', async () => {
    const { store, newest } = open()
    newest().beat()
    signedIn = false
    store.signOut()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(asked).toBe(0)
    page.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toBe(1)
    expect(store.read().connection).toBe('signed-out')
    signedIn = true
    page.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(100)
    newest().beat()
    expect(store.read().connection).toBe('connected')
  })

  it('says that the person is signed out instead of trying for ever', async () => {
    const { store, newest } = open()
    newest().beat()
    signedIn = false
    newest().say('bye', { reason: 'ended' })
    await vi.advanceTimersByTimeAsync(600)
    expect(store.read().connection).toBe('signed-out')
    const opened = Source.opened.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Source.opened.length).toBe(opened)
  })

  it('lets a page hidden for long go and replays to it when it is shown again', async () => {
    const { store, newest } = open()
    newest().beat()
    const first = newest()
    page.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    for (let beat = 0; beat < 4; beat += 1) {
      await vi.advanceTimersByTimeAsync(7_000)
      first.beat('beat')
    }
    expect(first.closed).toBe(false)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(first.closed).toBe(true)
    page.visibilityState = 'visible'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(newest().url).toBe('/api/stream?after=7')
    newest().beat()
    expect(store.read().connection).toBe('connected')
  })

  it('gives way to newer pages of the session: asks instead, opens no stream, and takes it again when looked at', async () => {
    const { store, newest } = open()
    newest().beat()
    newest().say('bye', { reason: 'elsewhere' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Source.opened).toHaveLength(1)
    expect(newest().closed).toBe(true)
    expect(store.read()).toMatchObject({ connection: 'asking', problem: 'Newer pages of yours have it.' })
    expect(asked).toBeGreaterThan(15)
    page.dispatchEvent(new Event('visibilitychange'))
    expect(Source.opened).toHaveLength(2)
    newest().beat()
    expect(store.read()).toMatchObject({ connection: 'connected', problem: null })
  })

  it('gives way and still says so when the server is gone', async () => {
    const { store, newest } = open()
    newest().beat()
    newest().say('bye', { reason: 'elsewhere' })
    await vi.advanceTimersByTimeAsync(1)
    pulse = null
    await vi.advanceTimersByTimeAsync(6_000)
    expect(store.read()).toMatchObject({ connection: 'lost', problem: 'The server does not answer.' })
    pulse = { journal: 'readable' }
    await vi.advanceTimersByTimeAsync(6_000)
    expect(store.read().connection).toBe('asking')
    expect(Source.opened).toHaveLength(1)
  })

  it('says anew that somebody is here when the page is brought to the front again', () => {
    const { store, newest } = open()
    newest().beat()
    const first = newest()
    for (const visibilityState of ['hidden', 'visible']) {
      page.visibilityState = visibilityState
      page.dispatchEvent(new Event('visibilitychange'))
    }
    expect(first.closed).toBe(true)
    expect(Source.opened).toHaveLength(2)
    expect(store.read().connection).toBe('connected')
  })

  it('goes on hearing while it is hidden where it tells people, and says that nobody looks', async () => {
    const { store, heard, newest } = open()
    newest().beat()
    store.listenWhileHidden(true)
    page.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    for (let beat = 0; beat < 5; beat += 1) {
      newest().beat('beat')
      await vi.advanceTimersByTimeAsync(6_500)
    }
    expect(newest().url).toBe('/api/stream?after=7&background')
    newest().beat()
    newest().say('entry', { position: 9, stream: 'incident:i-1', sequence: 3, type: 'x', at: 'now' })
    expect(heard.at(-1)).toBe('entry 9')
    store.listenWhileHidden(false)
    expect(newest().closed).toBe(true)
    store.listenWhileHidden(true)
    expect(newest().url).toBe('/api/stream?after=9&background')
    page.visibilityState = 'visible'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(newest().url).toBe('/api/stream?after=9')
  })

  it('tells the room which incident is looked at', () => {
    const { store, newest } = open()
    newest().beat()
    store.lookAt('INC-1')
    expect(newest().url).toBe('/api/stream?after=7&incident=INC-1')
    expect(Source.opened[0]?.closed).toBe(true)
  })
})
