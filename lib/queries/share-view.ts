import { setTimeout as wait } from 'node:timers/promises'

interface Shared {
  version: string
  /** When it was read or will be, on this process's monotonic clock. */
  at: number
  view: Promise<unknown>
}

/** How a view is shared. */
export interface Sharing {
  /** What it must not be older than: read from the journal before the view is asked for. */
  version: string
  /** Milliseconds for which the readings in it may be shared. */
  fresh: number
  /** Least milliseconds between two readings of one that costs much: who comes in between waits for the next. */
  apart?: number
}

/**
 * One view for everybody who asks for the same at about the same time: a change makes every open page ask at once. A
 * shared view is never older than what its reader has heard of the journal. `keep` of them are remembered.
 */
export function createShare(keep: number) {
  const views = new Map<string, Shared>()
  return function share<View>(key: string, { version, fresh, apart = 0 }: Sharing, load: () => Promise<View>) {
    const now = performance.now()
    const known = views.get(key)
    const toBeRead = known !== undefined && known.at > now
    if (known !== undefined && (toBeRead || (known.version === version && now - known.at < fresh)))
      return known.view as Promise<View>
    const at = Math.max(now, known === undefined ? now : known.at + apart)
    const view = at > now ? wait(at - now).then(load) : load()
    views.delete(key)
    views.set(key, { version, at, view })
    const oldest = views.keys().next().value
    if (views.size > keep && oldest !== undefined) views.delete(oldest)
    // A failure is not shared: the next reader asks again.
    view.catch(() => {
      if (views.get(key)?.view === view) views.delete(key)
    })
    return view
  }
}

export const shareView = createShare(100)
