'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type HoldEnd, holdMilliseconds, released } from './hold-rules'
import { type Hand, watchHold } from './watch-hold'

/** For how long it is said that a press was taken back. */
const sayMilliseconds = 8_000

/**
 * Held for two seconds, by pointer or key. Everything else ends it with nothing done, and `ended` says by what.
 * `heldFor` is null at rest.
 */
export function useHold(button: RefObject<HTMLElement | null>, off: boolean, onHeld: () => void) {
  const [heldFor, setHeldFor] = useState<number | null>(null)
  const [ended, setEnded] = useState<HoldEnd | null>(null)
  const stop = useRef<(() => void) | null>(null)
  const done = useRef(onHeld)
  useEffect(() => {
    done.current = onHeld
  })

  const end = useCallback((why: HoldEnd | 'held') => {
    if (stop.current === null) return
    stop.current()
    stop.current = null
    setHeldFor(null)
    setEnded(why === 'held' ? null : why)
    if (why === 'held') done.current()
  }, [])

  const press = useCallback(
    (hand: Hand, from: number) => {
      const element = button.current
      if (stop.current !== null || element === null) return
      const unwatch = watchHold(element, hand, { onRelease: (at) => end(released(at - from)), onEnd: end })
      const timers = countdown(from, setHeldFor, () => end('held'))
      stop.current = () => {
        unwatch()
        timers()
      }
      setHeldFor(0)
      setEnded(null)
    },
    [button, end],
  )

  useEffect(() => {
    if (off) end('off')
  }, [off, end])
  useEffect(() => () => stop.current?.(), [])
  useEffect(() => {
    if (ended === null) return
    const timer = setTimeout(() => setEnded(null), sayMilliseconds)
    return () => clearTimeout(timer)
  }, [ended])
  return { heldFor, ended, press }
}

/**
 * Shows each frame how long it has been held, and calls once the time is over. It then lets the browser deliver what
 * came in meanwhile, so that on a busy page a release that happened in time still counts.
 */
function countdown(from: number, show: (milliseconds: number) => void, over: () => void): () => void {
  let frame = requestAnimationFrame(function tick() {
    show(Math.min(holdMilliseconds, Math.max(0, performance.now() - from)))
    frame = requestAnimationFrame(tick)
  })
  let last = 0
  let timer = setTimeout(
    () => {
      last = requestAnimationFrame(() => {
        timer = setTimeout(over)
      })
    },
    holdMilliseconds - (performance.now() - from),
  )
  return () => {
    cancelAnimationFrame(frame)
    cancelAnimationFrame(last)
    clearTimeout(timer)
  }
}
