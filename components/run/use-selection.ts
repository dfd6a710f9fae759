'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { useCallback, useState } from 'react'

/**
 * Which row is read. Until a person chooses it follows what is to be done; once chosen it stays, whatever happens, and
 * only they give it back.
 */
export function useSelection(view: ConsoleView) {
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = view.checklist.phases.flatMap((phase) => phase.rows)
  const followed =
    rows.find((row) => row.key === view.doNow.row) ??
    rows.findLast((row) => row.active) ??
    rows.find((row) => row.kind === 'step' && !row.done) ??
    rows.findLast((row) => row.kind === 'step')
  const selected = chosen !== null && rows.some((row) => row.key === chosen) ? chosen : (followed?.key ?? null)

  const move = useCallback(
    (by: 1 | -1) => {
      const shown = [...document.querySelectorAll<HTMLElement>('[data-row]')]
      const at = shown.findIndex((element) => element.dataset['row'] === selected)
      const next = shown[at === -1 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by))]
      if (next === undefined) return
      setChosen(next.dataset['row'] ?? null)
      next.focus({ preventScroll: true })
      next.scrollIntoView({ block: 'nearest' })
    },
    [selected],
  )
  return { selected, following: selected !== chosen, choose: setChosen, follow: () => setChosen(null), move }
}
