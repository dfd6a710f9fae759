'use client'

import { type ReactNode, useState } from 'react'

interface Unfold {
  /** All of it: said on hovering while it is folded. */
  whole: string
  className: (open: boolean) => string
  children: (open: boolean) => ReactNode
}

/** A text folded to its beginning; a press shows the whole, and another folds it again. */
export function Unfold({ whole, className, children }: Unfold) {
  const [open, setOpen] = useState(false)
  return (
    <button
      type="button"
      aria-expanded={open}
      title={open ? undefined : whole}
      onClick={() => setOpen(!open)}
      className={className(open)}
    >
      {children(open)}
    </button>
  )
}
