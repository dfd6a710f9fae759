'use client'

import { utcTime } from '@/lib/domain/view/format/instant'
import { cx } from '../cx'

/** A time of day in UTC; date and local time on hover, worked out in the reader's own browser. */
export function Instant({ at, className }: { at: string; className?: string }) {
  return (
    <time
      dateTime={at}
      onPointerEnter={(event) => {
        event.currentTarget.title = `${at.slice(0, 10)} ${utcTime(at)} UTC, local ${new Date(at).toLocaleString()}`
      }}
      className={cx('num whitespace-nowrap', className)}
    >
      {utcTime(at)}
    </time>
  )
}
