'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export const holdMilliseconds = 2_000

/**
 * Held for two seconds, by pointer or key; letting go early cancels and nothing happens. `heldFor` is null at rest.
 * Timed by frames for what is shown and by one timer for what happens, so that a busy page cannot shorten the hold.
 */
export function useHold(onHeld: () => void) {
  const [heldFor, setHeldFor] = useState<number | null>(null)
  const started = useRef<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const frame = useRef(0)
  const done = useRef(onHeld)
  useEffect(() => {
    done.current = onHeld
  })

  const release = useCallback(() => {
    started.current = null
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    cancelAnimationFrame(frame.current)
    setHeldFor(null)
  }, [])

  const press = useCallback(() => {
    if (started.current !== null) return
    const from = performance.now()
    started.current = from
    setHeldFor(0)
    const show = () => {
      setHeldFor(Math.min(holdMilliseconds, performance.now() - from))
      frame.current = requestAnimationFrame(show)
    }
    frame.current = requestAnimationFrame(show)
    timer.current = setTimeout(() => {
      release()
      done.current()
    }, holdMilliseconds)
  }, [release])

  useEffect(() => release, [release])
  return { heldFor, press, release }
}
