import { Agent, get, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { createInvalidator } from '@/components/live/invalidate'
import type { LiveListener } from '@/components/live/live-store'
import type { LiveBeat, LiveEntry } from '@/lib/domain/view/live-message'
import type { Heard, Order, Seen } from './told'

/** Streams are opened so many at a time. */
const together = 20

const listeners: Viewer[] = []
let heard: Heard[] = []
let seen: Seen[] = []
const statuses: Record<string, number> = {}

process.on('message', (order: Order) => {
  if (order.do === 'open') void open(order).then(() => process.send?.('open'))
  if (order.do === 'look') for (const viewer of listeners) viewer.looks = order.looks
  if (order.do === 'tell') {
    process.send?.({ heard, seen, statuses: { ...statuses } })
    ;[heard, seen] = [[], []]
    for (const status of Object.keys(statuses)) delete statuses[status]
  }
  if (order.do === 'end') process.exit(0)
})

async function open({ urls, tokens, incidentId }: Extract<Order, { do: 'open' }>): Promise<void> {
  for (let from = 0; from < tokens.length; from += together)
    await Promise.all(
      tokens.slice(from, from + together).map(async (token, index) => {
        const viewer = new Viewer(urls[(from + index) % urls.length] ?? '', token, incidentId, from + index)
        listeners.push(viewer)
        await viewer.open()
      }),
    )
}

/** One open console, as the browser has it: the stream, and the two views that are asked again when it says so. */
class Viewer {
  looks = false
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })
  private readonly live: LiveListener
  private sequence = 0
  private heardAt = 0n

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly incidentId: string,
    private readonly index: number,
  ) {
    const client = new QueryClient({
      defaultOptions: { queries: { staleTime: Infinity, retry: false, gcTime: Infinity } },
    })
    const view = (queryKey: string[], path: string, readings: boolean) =>
      new QueryObserver(client, {
        queryKey,
        queryFn: () => this.ask(path),
        initialData: 0,
        meta: { readings },
      }).subscribe(() => undefined)
    view(['incident', incidentId], `/api/views/incident/${incidentId}`, true)
    view(['shell'], '/api/views/shell', false)
    this.live = createInvalidator(client, () => this.looks)
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const asked = this.get(`/api/stream?incident=${this.incidentId}`, false, (response) => {
        if (response.statusCode !== 200) {
          // As the browser does: it comes again.
          count(`stream ${response.statusCode}`)
          response.resume()
          return void setTimeout(() => this.open().then(resolve, reject), 500)
        }
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          const at = process.hrtime.bigint()
          text += chunk
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            this.hear(text.slice(0, end), at, resolve)
            text = text.slice(end + 2)
          }
        })
        response.on('end', () => count('stream ended'))
      })
      asked.on('error', reject)
    })
  }

  private hear(message: string, at: bigint, opened: () => void): void {
    const [, event, data] = /event: (\w*)\ndata: (.*)$/.exec(message) ?? []
    if (event === undefined || data === undefined) return
    if (event === 'entry' || event === '') {
      const entry = JSON.parse(data) as LiveEntry
      if (entry.stream !== `incident:${this.incidentId}`) return
      heard.push([entry.sequence, Number(at / 1_000n)])
      this.sequence = entry.sequence
      this.heardAt = at
      // The transport alone says nothing but that there is an entry.
      if (event === 'entry') this.live.entry(entry)
    } else if (event === 'hello') {
      this.keepPace(JSON.parse(data) as LiveBeat)
      opened()
    } else if (event === 'beat') {
      this.keepPace(JSON.parse(data) as LiveBeat)
    } else if (event === 'readings') {
      this.live.readings([])
    } else if (event === 'presence') {
      this.live.presence()
    }
  }

  private keepPace({ pace }: LiveBeat): void {
    if (pace !== undefined) this.live.pace(pace)
  }

  private ask(path: string): Promise<number> {
    const [sequence, heardAt, began] = [this.sequence, this.heardAt, process.hrtime.bigint()]
    return new Promise((resolve, reject) => {
      const asked = this.get(path, true, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          count(`${path.split('/')[3] ?? ''} ${response.statusCode}`)
          if (response.statusCode !== 200) return reject(new Error(`${path} answered ${response.statusCode}`))
          const now = process.hrtime.bigint()
          if (path.includes('/incident/')) {
            seen.push([Number((now - began) / 1_000n), Number((now - heardAt) / 1_000n)])
            // Of every fiftieth person the view is read: it holds at least what they had heard when they asked.
            if (this.index % 50 === 0 && sequenceOf(response, chunks) < sequence) count('view older than heard')
          }
          resolve(Math.random())
        })
      })
      asked.on('error', reject)
    })
  }

  private get(path: string, kept: boolean, answered: (response: IncomingMessage) => void) {
    return get(
      `${this.url}${path}`,
      {
        agent: kept ? this.agent : false,
        headers: { cookie: `breakwater-session=${this.token}`, 'accept-encoding': kept ? 'gzip' : 'identity' },
      },
      answered,
    )
  }
}

function sequenceOf({ headers }: IncomingMessage, chunks: readonly Buffer[]): number {
  const body = Buffer.concat(chunks)
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString()
  return (JSON.parse(text) as { shared: { sequence: number } }).shared.sequence
}

function count(status: string): void {
  statuses[status] = (statuses[status] ?? 0) + 1
}
