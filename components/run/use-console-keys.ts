'use client'

import type { useSelection } from './use-selection'
import { pressShortcut, useShortcuts } from './use-shortcuts'

/** The keys of the command console: a whole failover can be led with them alone. */
export function useConsoleKeys({
  single,
  selection,
  openFocus,
  open,
}: {
  single: boolean
  selection: ReturnType<typeof useSelection>
  openFocus: () => void
  open: (sheet: 'keys' | 'palette') => void
}) {
  useShortcuts({
    single,
    onPalette: () => open('palette'),
    onKey: (key, event) => {
      const onRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined
      switch (key) {
        case 'j':
          selection.move(1)
          return true
        case 'k':
          selection.move(-1)
          return true
        case 'ArrowDown':
        case 'ArrowUp':
          if (!onRow) return false
          selection.move(key === 'ArrowDown' ? 1 : -1)
          return true
        case 'Enter':
          if (!onRow) return false
          openFocus()
          return true
        case 'f':
          selection.follow()
          return true
        case 'n':
          focusFirst('#do-now button, #do-now a')
          return true
        case 'm':
          focusRoom()
          return true
        case '?':
          open('keys')
          return true
        default:
          return /^[a-z]$/.test(key) && pressShortcut(key)
      }
    },
  })
}

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

/** The room is drawn once per layout; the one that is shown takes the focus. */
function focusRoom(): void {
  const shown = [...document.querySelectorAll<HTMLElement>('[data-room]')].find((room) => room.offsetParent !== null)
  shown?.focus()
  shown?.scrollIntoView({ block: 'start' })
}
