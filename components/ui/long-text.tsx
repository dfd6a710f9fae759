'use client'

import { useState } from 'react'
import { cx } from './cx'

/** More than this is folded to its beginning; the whole is one press away, never cut. */
const shown = 220

/** Text of any length a person typed: short ones whole, long ones folded, all of it broken where it must be. */
export function LongText({ children, className }: { children: string; className?: string }) {
  const [open, setOpen] = useState(false)
  const long = children.length > shown * 1.25
  return (
    <span className={cx('[overflow-wrap:anywhere] whitespace-pre-line', className)}>
      {long && !open ? `${children.slice(0, shown).trimEnd()}… ` : children}
      {long && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={cx('min-h-6 text-meta underline', open && 'ml-2')}
        >
          {open ? 'Fold' : `Read all ${children.length.toLocaleString('en')} characters`}
        </button>
      )}
    </span>
  )
}
