'use client'

import { Unfold } from './unfold'
import { Unknown } from './unknown'

/** More than this does not fit a cell of a table on one line. */
const short = 24

/**
 * Why a reading is unknown, on one line: an error of any length must not push what stands below it out of view. A long
 * one is folded to its beginning, and a press shows the whole.
 */
export function UnknownReason({ children }: { children: string }) {
  if (children.length <= short) return <Unknown>{children}</Unknown>
  return (
    <Unfold whole={children} className={() => 'grid max-w-full min-w-0 text-left'}>
      {(open) => (
        <Unknown className={open ? 'block! [overflow-wrap:anywhere]' : 'block! truncate underline decoration-dotted'}>
          {children}
        </Unknown>
      )}
    </Unfold>
  )
}
