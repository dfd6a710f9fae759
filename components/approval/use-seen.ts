'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export interface Seen {
  unseen: readonly string[]
  see: (key: string) => void
  watch: (key: string) => (element: HTMLElement | null) => void
}

/** Milliseconds a line must stay in view: what flies past was not read. */
const dwell = 400

/**
 * Which lines, each by its key, were in view as a whole, between banner and answers, or had the focus. One taller than
 * what is left between them counts once both its ends were there.
 */
export function useSeen(keys: readonly string[]): Seen {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const elements = useRef(new Map<string, HTMLElement>())
  const see = useCallback((key: string) => setSeen((old) => (old.has(key) ? old : new Set(old).add(key))), [])
  const all = keys.join(' ')
  useEffect(() => {
    const ends = new Map<string, Set<'top' | 'bottom'>>()
    const since = new Map<string, number>()
    const look = () => {
      const top = document.querySelector('[data-bar="top"]')?.getBoundingClientRect().bottom ?? 0
      const bottom = document.querySelector('[data-bar="bottom"]')?.getBoundingClientRect().top ?? window.innerHeight
      const within = (y: number) => y >= top - 1 && y <= bottom + 1
      for (const [key, element] of elements.current) {
        const box = element.getBoundingClientRect()
        const known = ends.get(key) ?? new Set()
        if (within(box.top)) known.add('top')
        if (within(box.bottom)) known.add('bottom')
        ends.set(key, known)
        const visible = document.visibilityState === 'visible' && box.bottom > top && box.top < bottom
        if (!visible) since.delete(key)
        else if (known.size === 2) {
          const from = since.get(key) ?? performance.now()
          since.set(key, from)
          if (performance.now() - from >= dwell) see(key)
        }
      }
    }
    const timer = setInterval(look, 100)
    return () => clearInterval(timer)
  }, [all, see])
  const watch = useCallback(
    (key: string) => (element: HTMLElement | null) => {
      if (element === null) elements.current.delete(key)
      else elements.current.set(key, element)
    },
    [],
  )
  return { unseen: keys.filter((key) => !seen.has(key)), see, watch }
}
