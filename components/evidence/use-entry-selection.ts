'use client'

import { useCallback, useEffect, useState } from 'react'
import type { TimelineRow } from '@/lib/domain/view/evidence/timeline'

/** The chosen entry, kept in the address (`#entry-1184`) so that a finding can be sent to somebody. */
export function useEntrySelection(rows: readonly TimelineRow[], first: number | null) {
  const [selected, setSelected] = useState(first)
  useEffect(() => {
    const asked = /^#entry-(\d+)$/.exec(window.location.hash)?.[1]
    if (asked !== undefined) setSelected(Number(asked))
  }, [])
  const choose = useCallback((sequence: number) => {
    setSelected(sequence)
    window.history.replaceState(null, '', `#entry-${sequence}`)
  }, [])
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ sequence }) => sequence === selected)
    const next = rows[at === -1 ? 0 : at + by]
    if (next === undefined) return
    choose(next.sequence)
    const control = document.getElementById(`entry-${next.sequence}`)
    control?.focus({ preventScroll: true })
    control?.scrollIntoView({ block: 'nearest' })
  }
  return { selected, choose, move }
}
