'use client'

import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { cx } from './cx'

/** The browser's own modal dialog: it traps focus, closes on Escape and gives focus back. */
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
  const heading = useId()
  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    if (open && !dialog.open) {
      dialog.showModal()
      // React's autoFocus acts before the dialog is shown, when nothing in it can take the focus.
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
      className={cx(
        'm-auto max-h-[85dvh] w-[min(36rem,calc(100vw-2rem))] overflow-y-auto rounded border border-line-2 bg-bg p-0 text-ink backdrop:bg-black/60',
        className,
      )}
    >
      {open && (
        <div className="p-6">
          <h2 id={heading} className="text-page font-semibold">
            {title}
          </h2>
          <div className="mt-3">{children}</div>
        </div>
      )}
    </dialog>
  )
}
