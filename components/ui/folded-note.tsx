'use client'

import { cx } from './cx'
import { Unfold } from './unfold'

/** What fits the narrowest cell on two lines. */
const short = 32

/** The note under a figure: two lines, and the whole of a longer one at a press, so that rows keep one height. */
export function FoldedNote({ children }: { children: string }) {
  if (children.length <= short) return <span className="block text-meta text-ink-3">{children}</span>
  return (
    <Unfold
      whole={children}
      className={(open) =>
        cx(
          'min-h-6 max-w-full text-left text-meta text-ink-3 underline decoration-dotted [overflow-wrap:anywhere] lg:text-right',
          !open && 'line-clamp-2',
        )
      }
    >
      {() => children}
    </Unfold>
  )
}
