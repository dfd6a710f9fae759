'use client'

import type { ReactNode } from 'react'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'

interface ServerClock {
  /** The server's time when the page was made; what the first render shows. */
  rendered: number
  subscribe(listener: () => void): () => void
  read(): number
}

const Context = createContext<ServerClock | null>(null)

/**
 * Every clock on a page ticks from here, on the server's time: a laptop whose clock is wrong shows the right ages.
 * `now` is the server's time of the newest view; one interval serves all listeners.
 */
export function ServerClockProvider({ now, children }: { now: string; children: ReactNode }) {
  const offset = useRef<number | null>(null)
  useEffect(() => {
    offset.current = Date.parse(now) - Date.now()
  }, [now])
  const [rendered] = useState(() => Date.parse(now))

  const clock = useMemo<ServerClock>(() => {
    const listeners = new Set<() => void>()
    let timer: ReturnType<typeof setInterval> | null = null
    let current = rendered
    const tick = () => {
      current = Math.floor((Date.now() + (offset.current ?? 0)) / 250) * 250
      for (const listener of listeners) listener()
    }
    return {
      rendered,
      read: () => current,
      subscribe: (listener) => {
        listeners.add(listener)
        timer ??= setInterval(tick, 250)
        return () => {
          listeners.delete(listener)
          if (listeners.size > 0 || timer === null) return
          clearInterval(timer)
          timer = null
        }
      },
    }
  }, [rendered])

  return <Context value={clock}>{children}</Context>
}

/** The server's time in whole steps of `every` milliseconds, so that a component renders no more often than it shows. */
export function useServerNow(every = 1_000): number {
  const clock = useContext(Context)
  if (clock === null) throw new Error('a clock needs a ServerClockProvider above it')
  const read = useCallback(() => Math.floor(clock.read() / every) * every, [clock, every])
  const rendered = useCallback(() => Math.floor(clock.rendered / every) * every, [clock, every])
  return useSyncExternalStore(clock.subscribe, read, rendered)
}
