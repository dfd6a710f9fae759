'use client'

import { useEffect, useRef, useState } from 'react'

const storageKey = 'breakwater.single-keys'

/** Single letters can be turned off (they collide with speech input); the palette and the arrows always work. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true)
  useEffect(() => setOn(window.localStorage.getItem(storageKey) !== 'off'), [])
  return [
    on,
    (next) => {
      setOn(next)
      window.localStorage.setItem(storageKey, next ? 'on' : 'off')
    },
  ]
}

export interface KeyHandlers {
  single: boolean
  /** Called with the key in lower case; true when it was used. */
  onKey: (key: string, event: KeyboardEvent) => boolean
  onPalette: () => void
}

/** Keys for the whole screen. Silent while somebody types, while a dialog is open, and with a modifier held. */
export function useShortcuts(handlers: KeyHandlers): void {
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { single, onKey, onPalette } = current.current
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        onPalette()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (document.querySelector('dialog[open]') !== null || isTyping(event.target)) return
      const arrow = event.key.startsWith('Arrow')
      if (!single && !arrow && event.key !== 'Escape') return
      if (onKey(event.key.length === 1 ? event.key.toLowerCase() : event.key, event)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

/** Presses the control that carries a letter. Controls say their letter, so that the two cannot disagree. */
export function pressShortcut(letter: string): boolean {
  const control = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(letter.toUpperCase())}"]`)
  if (control === null) return false
  control.focus()
  control.click()
  return true
}
