'use client'

import { useCallback, useEffect, useState } from 'react'
import { browserStorage } from './browser-storage'
import { keepTellChoice, readTellChoice, silent, type TellChoice } from './tell-choice'

const changedHere = 'breakwater-telling'

/** How a person wants to be told, the same in every tab and every place of the page; `kept` false: until it closes. */
export function useTellChoice(person: string): { choice: TellChoice; choose: (next: TellChoice) => boolean } {
  const [choice, setChoice] = useState(silent)
  useEffect(() => {
    const read = () => setChoice(readTellChoice(person, browserStorage()))
    read()
    window.addEventListener('storage', read)
    window.addEventListener(changedHere, read)
    return () => {
      window.removeEventListener('storage', read)
      window.removeEventListener(changedHere, read)
    }
  }, [person])
  const choose = useCallback(
    (next: TellChoice) => {
      const kept = keepTellChoice(person, next, browserStorage())
      if (kept) window.dispatchEvent(new Event(changedHere))
      return kept
    },
    [person],
  )
  return { choice, choose }
}
