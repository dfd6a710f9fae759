'use client'

import type { RefObject } from 'react'
import { useEffect, useMemo, useState } from 'react'
import type { ChecklistPhase } from '@/lib/domain/view/console/checklist'

/**
 * Finished phases fold to one line, the last finished one stays for context. A phase that finishes while somebody is
 * over the list or in it folds only once they leave: nothing moves under the cursor.
 */
export function useFolding(phases: readonly ChecklistPhase[], list: RefObject<HTMLElement | null>) {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const [held, setHeld] = useState(false)
  const wanted = phases
    .filter(({ foldable }, index) => foldable && phases.slice(index + 1).some((later) => later.foldable))
    .map(({ id }) => id)
    .join(' ')
  const [settled, setSettled] = useState(wanted)

  useEffect(() => {
    if (!held) setSettled(wanted)
  }, [held, wanted])

  useEffect(() => {
    const element = list.current
    if (element === null) return
    const inside = () => setHeld(true)
    const outside = () => setHeld(element.matches(':hover') || element.contains(document.activeElement))
    const later = () => setTimeout(outside)
    element.addEventListener('pointerenter', inside)
    element.addEventListener('focusin', inside)
    element.addEventListener('pointerleave', later)
    element.addEventListener('focusout', later)
    return () => {
      element.removeEventListener('pointerenter', inside)
      element.removeEventListener('focusin', inside)
      element.removeEventListener('pointerleave', later)
      element.removeEventListener('focusout', later)
    }
  }, [list])

  const folded = useMemo(() => {
    const set = new Set(settled.split(' ').filter(Boolean))
    for (const [id, fold] of Object.entries(chosen)) {
      if (fold) set.add(id)
      else set.delete(id)
    }
    return set
  }, [settled, chosen])
  const toggle = (id: string) => setChosen((before) => ({ ...before, [id]: !folded.has(id) }))
  return { folded, toggle }
}
