import { cx } from './cx'
import type { Status } from './status'
import { statusInk } from './status'

/** Six shapes that differ in outline and fill, so that they survive greyscale and 12 px. Always beside a word. */
export function StatusIcon({ status, size = 14, className }: { status: Status; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      className={cx('shrink-0', statusInk[status], className)}
    >
      {shapes[status]}
    </svg>
  )
}

const stroke = { stroke: 'currentColor', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const cutOut = { ...stroke, stroke: 'var(--color-bg)', strokeWidth: 2 } as const

const shapes: Readonly<Record<Status, React.ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M4.6 8.3 7 10.7l4.4-5" {...cutOut} />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.8 15 14.2H1Z" {...stroke} />
      <path d="M8 6.4v3.4M8 11.9v.1" {...stroke} />
    </>
  ),
  breached: (
    <>
      <path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5Z" fill="currentColor" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" {...cutOut} />
    </>
  ),
  unknown: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.2 1.6" />
      <path d="M2 8 8 2M2.5 13.5l11-11M8 14l6-6" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6.6" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 1.4a6.6 6.6 0 0 0 0 13.2Z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="6.6" {...stroke} />
      <path d="M8 4.4V8l2.4 1.6" {...stroke} />
    </>
  ),
}
