import type { Database } from '@/lib/db/client'
import { newestPosition } from '@/lib/db/journal-horizon'
import { readBetween } from '@/lib/db/read-since'
import type { Role } from '@/lib/domain/access/roles'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { troubleNow } from './live-beat'
import type { LiveHub } from './hub'
import { entryFrame, frameOf, presenceFrame, readingsFrame } from './frames'
import type { ByeReason } from '@/lib/domain/view/live-message'
import { mayAct, paceFor } from './pace'
import type { Viewer } from './presence'

export interface OpenStream {
  /** Null for a page nobody looks at. */
  viewer: Viewer | null
  roles: readonly Role[]
  /** Entries after this position are sent first; null: only what is new. */
  after: number | null
  /** Tells when the session ends, its roles change or newer pages take its place; gives back how to stop telling. */
  watch: (changed: (reason: ByeReason) => void) => () => void
  signal: AbortSignal
  beatMilliseconds?: number
}

/** Messages a browser may be behind before it is sent away to come back and have them replayed. */
const backlogLimit = 2_000
/**
 * Entries replayed at most. A page that comes back looks at all its views again, so what is older tells it nothing: a
 * replay is for the moment between the making of a page and its stream.
 */
const replayLimit = 1_000

/**
 * One viewer's stream. Invariant: entries leave in position order, each once, none skipped between `after` and now:
 * up to where the hub was when the viewer came everything is replayed, what the hub gives from then on queues behind it.
 */
export function openStream(hub: LiveHub, db: Database, options: OpenStream): ReadableStream<Uint8Array> {
  const { viewer, roles, after, watch, signal, beatMilliseconds = 5_000 } = options
  const joined = hub.position()
  let sent = after !== null && after > joined - replayLimit ? after : joined
  let queued: PositionedEntry[] | null = []
  let stops: (() => void)[] = []
  let open = true
  let makeRoom: (() => void) | null = null

  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const end = (reason?: ByeReason) => {
          if (!open) return
          if (reason !== undefined) controller.enqueue(frameOf({ event: 'bye', data: { reason } }))
          close()
          controller.close()
        }
        const send = (frame: Uint8Array) => {
          if (!open) return
          controller.enqueue(frame)
          if ((controller.desiredSize ?? 0) < -backlogLimit) end('too-slow')
        }
        const sendEntries = (batch: readonly PositionedEntry[]) => {
          for (const entry of batch) {
            if (entry.position <= sent) continue
            sent = entry.position
            const frame = entryFrame(roles, entry)
            if (frame !== null) send(frame)
          }
        }
        const beat = (event: 'hello' | 'beat') => {
          const pace = paceFor(roles, hub.viewers())
          const data = { ...hub.time(), position: sent, ...troubleNow(hub), pace }
          send(frameOf({ event, data }))
        }

        const abort = () => end()
        signal.addEventListener('abort', abort)
        const timer = setInterval(() => beat('beat'), beatMilliseconds)
        stops = [
          () => signal.removeEventListener('abort', abort),
          () => clearInterval(timer),
          watch(end),
          hub.subscribe({
            viewer,
            acts: mayAct(roles),
            entries: (batch) => {
              if (queued === null) return sendEntries(batch)
              queued.push(...batch)
              if (queued.length > backlogLimit) end('too-slow')
            },
            readings: (notices) => send(readingsFrame(notices)),
            presence: () => send(presenceFrame),
            journal: () => beat('beat'),
            afresh: () => end('afresh'),
          }),
        ]
        if (signal.aborted) return end()
        beat('hello')
        void replay().catch(() => end())

        async function replay(): Promise<void> {
          // Ahead of this process by a moment, or of a journal that lost its end: that one's positions come again.
          if (sent > joined && (await newestPosition(db)) < sent) return end('afresh')
          while (open && sent < joined) {
            const page = await readBetween(db, sent, joined)
            if (page.length === 0) break
            sendEntries(page)
            if ((controller.desiredSize ?? 0) <= 0) await new Promise<void>((resolve) => (makeRoom = resolve))
          }
          sendEntries(queued ?? [])
          queued = null
        }
      },
      pull() {
        makeRoom?.()
        makeRoom = null
      },
      cancel: () => close(),
    },
    new CountQueuingStrategy({ highWaterMark: 16 }),
  )

  function close(): void {
    open = false
    for (const stop of stops) stop()
    stops = []
    makeRoom?.()
  }
}
