'use client'

import { utcTime } from '@/lib/domain/view/format/instant'
import { zonedDate, zonedTime } from '@/lib/domain/view/format/zoned-time'
import { cx } from '../cx'
import { deviceZone, useTimes } from './times'
import { ZoneMark } from './zone-mark'

interface InstantProps {
  at: string
  className?: string
  /** With its date before it. */
  date?: boolean
  /** Says UTC in words when it is. */
  utc?: boolean
}

/**
 * A time of day in the reader's zone, UTC unless another was chosen; then its offset stands beside it, so that a bare
 * time is always UTC. Date, UTC and the device's time on hover.
 */
export function Instant({ at, className, date = false, utc = false }: InstantProps) {
  const { times } = useTimes()
  return (
    <time
      dateTime={at}
      onPointerEnter={(event) => {
        const zone = deviceZone()
        event.currentTarget.title = `${at.slice(0, 10)} ${utcTime(at)} UTC, here ${zonedDate(at, zone)} ${zonedTime(at, zone)}`
      }}
      className={cx('num whitespace-nowrap', className)}
    >
      {date && `${zonedDate(at, times.zone)} `}
      {zonedTime(at, times.zone)}
      <ZoneMark at={at} utc={utc} />
    </time>
  )
}
