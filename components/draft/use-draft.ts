'use client'

import { useCallback, useEffect, useState } from 'react'
import { useDraftOwner } from './draft-owner'
import { readDraft, writeDraft } from './draft-store'
import { tabStorage } from './tab-storage'

/**
 * A text that survives a reload, Back, a lost connection and signing in again, until it is recorded: call `clear` then.
 * `place` names what the text is for, the same each time. Read after the first render, which is the server's.
 */
export function useDraft(place: string): [text: string, write: (text: string) => void, clear: () => void] {
  const person = useDraftOwner()
  const [text, setText] = useState('')
  useEffect(() => {
    if (person === null) return
    const kept = readDraft(tabStorage(), { person, place })
    // What was typed before the page came alive is newer than what was kept.
    if (kept !== null) setText((typed) => (typed === '' ? kept : typed))
  }, [person, place])
  const write = useCallback(
    (next: string) => {
      setText(next)
      if (person !== null) writeDraft(tabStorage(), { person, place }, next)
    },
    [person, place],
  )
  const clear = useCallback(() => {
    if (person !== null) writeDraft(tabStorage(), { person, place }, '')
  }, [person, place])
  return [text, write, clear]
}
