import type { ReactNode } from 'react'
import { cx } from './cx'

/** A reading that should exist and does not: hatched, with the word or the reason, the last value and its age. */
export function Unknown({ children, className }: { children?: ReactNode; className?: string }) {
  return (
    <span className={cx('hatch inline-block max-w-full rounded-[2px] px-1.5 text-unk', className)}>
      <span className="bg-bg/70">{children ?? 'UNKNOWN'}</span>
    </span>
  )
}
