'use client'

import { ageWords, clockFace, stepTime } from '@/lib/domain/view/format/duration'
import { utcDateTime, utcTime } from '@/lib/domain/view/format/instant'
import { zonedTime } from '@/lib/domain/view/format/zoned-time'
import { cx } from '../cx'
import { useServerNow } from './server-clock'
import { useTimes } from './times'
import { ZoneMark } from './zone-mark'

/** How old a fact is. The age is the number; the instant is there on hover. */
export function Age({ at, className }: { at: string; className?: string }) {
  const now = useServerNow()
  return (
    <time dateTime={at} title={utcDateTime(at)} className={cx('num whitespace-nowrap', className)}>
      {ageWords(now - Date.parse(at))}
    </time>
  )
}

/** A clock that runs from an instant until another, or on. Digits tick in place. */
export function Elapsed({
  from,
  until = null,
  face = 'clock',
  className,
}: {
  from: string
  until?: string | null
  face?: 'clock' | 'step'
  className?: string
}) {
  const now = useServerNow()
  const milliseconds = (until === null ? now : Date.parse(until)) - Date.parse(from)
  return (
    <span className={cx('num', className)}>{(face === 'clock' ? clockFace : stepTime)(Math.max(0, milliseconds))}</span>
  )
}

/** Time left until an instant; 0:00 from then on. */
export function Remaining({ until, className }: { until: string; className?: string }) {
  const now = useServerNow()
  return <span className={cx('num', className)}>{stepTime(Math.max(0, Date.parse(until) - now))}</span>
}

/** The wall clock, in the reader's zone; UTC is there on hover whatever was chosen. */
export function WallClock({ className }: { className?: string }) {
  const now = useServerNow()
  const { times } = useTimes()
  return (
    <span className={cx('num whitespace-nowrap', className)} title={`${utcTime(now)} UTC`}>
      <b className="font-semibold">{zonedTime(now, times.zone)}</b>
      <ZoneMark at={now} utc />
    </span>
  )
}
