'use client'

import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { cx } from './cx'

/**
 * The browser's own modal dialog: it traps focus and closes on Escape. The focus starts on the heading, or on the text
 * that has to be written, never on a button: the Enter that opened it, or a second one, must say nothing. It goes back to
 * what opened the dialog, or to where that stood.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  className,
}: {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  className?: string
}) {
  const element = useRef<HTMLDialogElement>(null)
  const opener = useRef<{ button: HTMLElement; places: HTMLElement[] } | null>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    if (open && !dialog.open) {
      const active = document.activeElement
      opener.current =
        active instanceof HTMLElement && active !== document.body ? { button: active, places: placesOf(active) } : null
      dialog.showModal()
      // React's autoFocus acts before the dialog is shown, when nothing in it can take the focus.
      const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? document.getElementById(heading)
      first?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open, heading])
  useEffect(() => {
    if (open) return
    const from = opener.current
    opener.current = null
    if (from === null) return
    giveBack(from)
    // What was recorded may take its button away only when the view is read again.
    const watch = new MutationObserver(() => document.activeElement === document.body && giveBack(from))
    watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] })
    let justClosed = true
    const timer = setTimeout(() => {
      justClosed = false
      watch.disconnect()
    }, 3_000)
    return () => {
      clearTimeout(timer)
      watch.disconnect()
      // And with its button the dialog itself, which then can watch no longer.
      if (justClosed) setTimeout(() => giveBack(from))
    }
  }, [open])
  // The dialog may be taken away together with the button that opened it.
  useEffect(
    () => () => {
      const from = opener.current
      if (from !== null) setTimeout(() => giveBack(from))
    },
    [],
  )
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
      className={cx(
        'm-auto max-h-[85dvh] w-[min(40rem,calc(100vw-2rem))] overflow-y-auto rounded border border-line-2 bg-bg p-0 text-ink backdrop:bg-black/60',
        className,
      )}
    >
      {open && (
        <div className="p-6 max-sm:p-4">
          <h2 id={heading} tabIndex={-1} className="text-page font-semibold outline-none">
            {title}
          </h2>
          <div className="mt-3">{children}</div>
        </div>
      )}
    </dialog>
  )
}

/** From the nearest to the farthest: the item, the section, the page's content. */
function placesOf(button: HTMLElement): HTMLElement[] {
  const places: HTMLElement[] = []
  for (let place = button.parentElement; place !== null && place !== document.body; place = place.parentElement)
    if (place.matches('li, tr, section, article, aside, main, footer, #content')) places.push(place)
  return places
}

function giveBack({ button, places }: { button: HTMLElement; places: readonly HTMLElement[] }): void {
  if (document.querySelector('dialog[open]') !== null) return
  if (document.activeElement !== document.body && document.activeElement !== null) return
  if (button.isConnected) return button.focus()
  const place = places.find(({ isConnected }) => isConnected) ?? document.querySelector<HTMLElement>('main')
  if (place === null) return
  if (!place.hasAttribute('tabindex')) place.setAttribute('tabindex', '-1')
  place.focus({ preventScroll: true })
}
