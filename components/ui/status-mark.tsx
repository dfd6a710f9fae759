import type { ReactNode } from 'react'
import { cx } from './cx'
import type { Status } from './status'
import { statusInk } from './status'
import { StatusIcon } from './status-icon'

/** Colour, shape and word. The word may be more exact than the status ("done", "missed") but is never left out. */
export function StatusMark({
  status,
  children,
  className,
}: {
  status: Status
  children?: ReactNode
  className?: string
}) {
  return (
    <span className={cx('fade inline-flex items-baseline gap-1.5 whitespace-nowrap', statusInk[status], className)}>
      <StatusIcon status={status} className="translate-y-0.5" />
      <span>{children ?? status}</span>
    </span>
  )
}
