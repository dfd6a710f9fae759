import type { ReactNode } from 'react'
import { cx } from './cx'

export function PaneHeading({
  children,
  aside,
  className,
}: {
  children: ReactNode
  aside?: ReactNode
  className?: string
}) {
  return (
    <div className={cx('flex items-baseline justify-between gap-3', className)}>
      <h2 className="text-body font-semibold">{children}</h2>
      {aside !== undefined && <span className="text-meta text-ink-3">{aside}</span>}
    </div>
  )
}
